// Webhooks of all kinds, ready-made and edited: sent as they are, more than once, late or in another order.
import * as api from './api.js';
import { alarm, announce } from './announce.js';
import { on } from './changes.js';
import { byId, element } from './dom.js';
import { plural, sought } from './format.js';

const form = byId('trigger-form');
const json = byId('trigger-json');
const fields = form.elements;
let fixtures = [];
let names = []; // of those that the JSON has

function options(found) {
  const groups = new Map();
  for (const fixture of found) groups.set(fixture.group, [...groups.get(fixture.group) || [], fixture]);
  return [...groups].map(([label, all]) => element('optgroup', { label },
    ...all.map(({ name, title }) => element('option', { value: name, selected: names.includes(name) }, title))));
}

function list() {
  const found = fixtures.filter(({ name, title, group }) => sought(byId('trigger-find').value, [name, title, group]));
  byId('fixtures').replaceChildren(...options(found));
  byId('fixtures-none').hidden = found.length > 0 || fixtures.length === 0;
}

async function load() {
  if (fixtures.length > 0) return;
  fixtures = await api.fixtures();
  list();
}

// Each choice has new IDs; several at once are a list.
async function choose() {
  names = [...byId('fixtures').selectedOptions].map(option => option.value);
  const mine = names;
  const chosen = await Promise.all(mine.map(name => api.fixture(name)));
  if (mine !== names || chosen.length === 0) return;
  const payloads = chosen.map(({ payload }) => payload);
  json.value = JSON.stringify(payloads.length === 1 ? payloads[0] : payloads, null, 2);
}

function shuffled(all) {
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [all[i], all[j]] = [all[j], all[i]];
  }
  return all;
}

const ORDERS = { given: all => all, reversed: all => all.reverse(), shuffled };

async function send() {
  let payloads;
  try {
    payloads = [].concat(JSON.parse(json.value));
  } catch (e) {
    return alarm('This is not JSON: ' + e.message);
  }
  for (const payload of ORDERS[fields.order.value](payloads)) {
    const how = { payload, copies: fields.copies.valueAsNumber, delay: fields.delay.valueAsNumber * 1000 };
    if (!await api.attempt(api.trigger(how))) return;
  }
  const what = `${plural(payloads.length * fields.copies.valueAsNumber, 'webhook')} on the way`;
  byId('trigger-state').textContent = what;
  announce(what);
}

byId('fixtures').addEventListener('change', () => api.attempt(choose()));
byId('trigger-find').addEventListener('input', list);
form.addEventListener('submit', event => {
  event.preventDefault();
  send().catch(console.error);
});
addEventListener('tool', event => { if (event.detail === 'trigger') load().catch(console.error); });
on('restart', () => { byId('trigger-state').textContent = ''; });
