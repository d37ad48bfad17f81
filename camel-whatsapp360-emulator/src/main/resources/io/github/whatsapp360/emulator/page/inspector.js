// Calls of the API and deliveries to the webhook, as they were answered.
import * as api from './api.js';
import { on } from './changes.js';
import { detail } from './call.js';
import { arrows, button, byId, element, showRows } from './dom.js';
import { phone, seconds, sought } from './format.js';

const KEPT = 5000;
const STEP = 100;

const list = byId('calls');
let calls = []; // the oldest first
let known = new Set();
let chosen = '';
let rows = STEP;
let timer = null;

const key = ({ kind, id }) => kind + '/' + id;
const failed = ({ status, outcome }) => status < 200 || status >= 300 || (outcome && outcome !== 'delivered');
const name = call => call.kind === 'webhooks' ? `${call.what}, attempt ${call.attempt}` : `${call.method} ${call.path}`;

function take(lines) {
  for (const line of lines) {
    if (known.has(key(line))) continue;
    known.add(key(line));
    calls.push(line);
  }
  if (calls.length > KEPT + STEP) calls.splice(0, calls.length - KEPT).forEach(line => known.delete(key(line)));
  renderSoon();
}

function wanted(call) {
  const kind = byId('calls-kind').value;
  if (kind === 'failed' ? !failed(call) : kind && kind !== call.kind) return false;
  return sought(byId('calls-filter').value, [name(call), call.status, call.code, call.chat, call.messageId, call.fault, call.outcome]);
}

function newest() {
  const found = [];
  for (let i = calls.length - 1; i >= 0 && found.length <= rows; i--) {
    if (wanted(calls[i])) found.push(calls[i]);
  }
  return found;
}

function row(call) {
  const notes = [call.chat && element('span', { class: 'number' }, phone(call.chat)), call.code && 'code ' + call.code, call.fault && 'fault: ' + call.fault, call.outcome !== 'delivered' && call.outcome].filter(Boolean);
  return element('li', {}, button([
    element('span', { class: 'state ' + (failed(call) ? 'bad' : 'good') }, call.status || 'none'),
    element('span', { class: 'name' }, (call.kind === 'webhooks' ? '→ ' : '') + name(call)),
    element('span', { class: 'took' }, call.millis.toFixed(1) + ' ms'),
    element('span', { class: 'about' }, [seconds(call.at), ...notes].flatMap(note => [' · ', note]).slice(1)),
  ], () => choose(call), { 'data-call': key(call) }));
}

const OLDER = { kind: 'older', id: '' };

const older = () => element('li', {}, button('Show older', () => {
  rows += STEP;
  render();
}, { class: 'older' }));

function render() {
  timer = null;
  if (byId('requests').hidden || byId('tools').hidden) return;
  const found = newest();
  const shown = found.length > rows ? [...found.slice(0, rows), OLDER] : found;
  showRows(list, shown, key, call => (call === OLDER ? older() : row(call)),
    (node, call) => node.firstElementChild.setAttribute('aria-current', key(call) === chosen));
  byId('calls-none').hidden = found.length > 0;
  byId('calls-none').textContent = calls.length > 0 ? 'No call fits the filter' : 'No calls yet';
}

// Four times a second is enough for the eye, however many calls there are.
function renderSoon() {
  timer ??= setTimeout(render, 250);
}

async function choose(call) {
  chosen = key(call);
  for (const node of list.querySelectorAll('[data-call]')) node.setAttribute('aria-current', String(node.dataset.call === chosen));
  let found;
  if (!await api.attempt(api.details(call.kind, call.id).then(answer => { found = answer; }))) return;
  if (chosen !== key(call)) return; // something else is wanted by now
  byId('call').replaceChildren(...detail(call.kind, found, name(call), close));
  byId('call').hidden = false;
  byId('call').focus();
}

function close() {
  byId('call').hidden = true;
  (list.querySelector('[aria-current="true"]') || list.querySelector('button') || byId('calls-filter')).focus();
  chosen = '';
}

// What was before; what comes meanwhile is newer.
async function load() {
  calls = [];
  known = new Set();
  chosen = '';
  list.replaceChildren(); // after a reset, other calls have the same IDs
  byId('call').hidden = true;
  const kinds = ['requests', 'webhooks'];
  const all = await Promise.all(kinds.map(kind => api.calls(kind, 'limit=200')));
  const meanwhile = calls;
  calls = [];
  known = new Set();
  take(all.flatMap((lines, i) => lines.map(line => ({ kind: kinds[i], ...line })))
    .sort((one, other) => one.at.localeCompare(other.at)));
  take(meanwhile);
}

// What the filter leaves out is not shown beside the list either.
function search() {
  rows = STEP;
  const open = calls.find(call => key(call) === chosen);
  if (open && !wanted(open)) {
    byId('call').hidden = true;
    chosen = '';
  }
  render();
}

byId('calls-kind').addEventListener('change', search);
byId('calls-filter').addEventListener('input', search);
list.addEventListener('keydown', event => arrows(event, [...list.querySelectorAll('button')]));
byId('call').addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  event.preventDefault();
  close();
});
addEventListener('tool', render);
on('calls', take);
on('restart', () => load().catch(console.error));
