// The templates of the account, and their review. What is decided here goes to the webhook, as the service reports it.
import * as api from './api.js';
import { on } from './changes.js';
import { byId, element } from './dom.js';

const STATUSES = ['PENDING', 'APPROVED', 'REJECTED', 'PAUSED', 'DISABLED', 'IN_APPEAL'];
const QUALITIES = ['UNKNOWN', 'GREEN', 'YELLOW', 'RED'];
const REASON = 'INVALID_FORMAT'; // of a rejection

function choice(label, values, now, decide) {
  const select = element('select', { 'aria-label': label }, values.map(value => element('option', { value, selected: value === now }, value)));
  select.addEventListener('change', () => api.attempt(api.review(...decide(select.value))));
  return select;
}

function line({ id, name, language, status, quality_score: quality }) {
  return element('li', { 'data-template': name + ' ' + language },
    element('span', { class: 'name' }, `${name} · ${language}`), ' ',
    choice(`Status of ${name} in ${language}`, STATUSES, status, value => [id, value === 'REJECTED' ? { status: value, reason: REASON } : { status: value }]), ' ',
    choice(`Quality of ${name} in ${language}`, QUALITIES, quality?.score, value => [id, { quality: value }]));
}

function show(templates) {
  byId('templates').replaceChildren(...templates.map(line));
  byId('templates-none').hidden = templates.length > 0;
}

const load = () => api.templates().then(show).catch(console.error);

addEventListener('tool', event => { if (event.detail === 'settings') load(); });
on('templates', () => { if (!byId('settings').hidden) load(); });
on('restart', () => { if (!byId('settings').hidden) load(); });
