// What the delivered messages of each number cost, month by month, as far as statuses tell.
import * as api from './api.js';
import { on } from './changes.js';
import { byId, element } from './dom.js';
import { count, phone, plural, titled } from './format.js';

const PAUSE = 500; // milliseconds, so that a flood of messages does not become one of questions
const monthFormat = new Intl.DateTimeFormat([], { month: 'long', year: 'numeric' });

let asked = false; // the bill will be asked for soon

const month = name => monthFormat.format(new Date(name + '-01T00:00'));

function line({ category, type, count: number }) {
  return element('tr', {}, element('th', { scope: 'row' }, titled(category)), element('td', {}, titled(type)), element('td', {}, count(number)));
}

function table(totals) {
  const heads = ['Category', 'Type', 'Messages'].map(name => element('th', { scope: 'col' }, name));
  return element('table', {}, element('thead', {}, element('tr', {}, ...heads)), element('tbody', {}, ...totals.map(line)));
}

function bill({ number, month: name, billable, free, freeServiceLeft, totals }) {
  const left = freeServiceLeft === undefined ? [] : [plural(freeServiceLeft, 'free service message') + ' left'];
  return element('section', { 'data-bill': number + ' ' + name },
    element('h3', {}, element('span', { class: 'number' }, phone(number)), ' · ' + month(name)),
    element('p', {}, [count(billable) + ' billed', count(free) + ' free', ...left].join(' · ')), table(totals));
}

function show(bills) {
  byId('bills').replaceChildren(...bills.reverse().map(bill)); // the newest month first
  byId('bills-none').hidden = bills.length > 0;
}

const load = () => api.billing().then(show).catch(console.error);

async function refresh() {
  if (asked || byId('bill').hidden) return;
  asked = true;
  await new Promise(done => setTimeout(done, PAUSE));
  asked = false;
  load();
}

addEventListener('tool', event => { if (event.detail === 'bill') load(); });
on('billed', refresh);
on('restart', refresh);
