// Faults: which are on, and switching them on and off.
import * as api from './api.js';
import { on } from './changes.js';
import { button, byId, element, showRows } from './dom.js';
import { phone, plural } from './format.js';
import { numberField, plain } from './number.js';

const PRESETS = [
  ['Unavailable: 503, code 131016', { kind: 'status', status: 503, code: 131016, message: 'Service unavailable', form: 'meta' }],
  ['Unknown error: 500, code 131000', { kind: 'status', status: 500, code: 131000, message: 'Something went wrong', form: 'meta' }],
  ['Throughput reached: 400, code 130429', { kind: 'status', status: 400, code: 130429, message: 'Rate limit hit', form: 'meta' }],
  ['Too many to one number: 400, code 131056', { kind: 'status', status: 400, code: 131056, message: 'Pair rate limit hit', form: 'meta' }],
  ['Bad gateway: 502, no body', { kind: 'status', status: 502, code: 0, message: '', form: 'bare' }],
  ['Another refusal', { kind: 'status' }],
  ['Slow answers', { kind: 'latency' }],
  ['Answers byte by byte', { kind: 'drip' }],
  ['Connection reset before the request was read', { kind: 'reset-before' }],
  ['Connection reset after the request was taken', { kind: 'reset-after' }],
  ['Connection closed instead of an answer', { kind: 'close' }],
  ['No answer at all', { kind: 'silent' }],
  ['HTML in place of JSON', { kind: 'garbage' }],
  ['Bytes that are not HTTP', { kind: 'not-http' }],
  ['Answer cut off', { kind: 'cut' }],
];

const NAMES = {
  latency: 'slow', drip: 'byte by byte', 'reset-before': 'reset before', 'reset-after': 'reset after', close: 'closed',
  silent: 'no answer', garbage: 'HTML in place of JSON', 'not-http': 'not HTTP', cut: 'cut off',
};
const TARGETS = { messages: 'Messages', media: 'Media', any: 'The whole API', webhook: 'Webhook deliveries' };

const form = byId('rule');
const { elements } = form;
let rules = [];

const preset = () => PRESETS[byId('preset').value][1];

// The fields of the chosen kind, filled in where the preset says more.
function fit() {
  for (const label of form.querySelectorAll('[data-for]')) {
    label.hidden = !label.dataset.for.split(' ').includes(preset().kind);
    label.querySelector('input, select').disabled = label.hidden;
  }
  for (const [name, value] of Object.entries(preset())) {
    if (elements[name]) elements[name].value = value;
  }
}

function rule() {
  const numbers = { rate: elements.rate.valueAsNumber / 100, times: elements.times.valueAsNumber };
  for (const name of ['millis', 'bytes', 'status', 'code']) {
    if (!elements[name].disabled) numbers[name] = elements[name].valueAsNumber;
  }
  const texts = { on: elements.on.value, kind: preset().kind };
  if (elements.to.value.trim()) texts.to = plain(elements.to.value);
  for (const name of ['message', 'form', 'retryAfter']) {
    if (!elements[name].disabled && elements[name].value) texts[name] = elements[name].value;
  }
  return { ...texts, ...numbers };
}

// The emulator shows a refusal with the body that it will have.
const codeIn = body => /"code":\s*(\d+)/.exec(body)?.[1];

function about({ kind, status, body, millis, bytes }) {
  if (kind === 'status') return ['HTTP ' + status, codeIn(body) && 'code ' + codeIn(body)].filter(Boolean).join(', ');
  return [NAMES[kind] || kind, millis && millis + ' ms', kind === 'cut' && bytes + ' bytes'].filter(Boolean).join(', ');
}

// What goes on when other rules are switched on or off: the emulator counts anew.
const left = () => rules.filter(one => !one.usedUp).map(one => ({ ...one, times: one.times > 0 ? one.times - one.hits : 0 }));

function scope({ rate, times, to, hits, usedUp }) {
  return [rate < 1 && Math.round(rate * 100) + ' %', times > 0 && 'at most ' + plural(times, 'time'), to && 'to ' + phone(to),
    'met ' + plural(hits, 'call'), usedUp && 'used up'].filter(Boolean).join(' · ');
}

async function switchOff(id) {
  await api.attempt(api.setFaults(left().filter(rule => rule.id !== id)));
  byId('preset').focus();
}

function row(one) {
  return element('li', {},
    element('div', {}, element('div', { class: 'name' }, `${TARGETS[one.on] || one.on}: ${about(one)}`), element('div', { class: 'about' })),
    button('', () => switchOff(one.id)));
}

const same = ({ hits, usedUp, ...rule }) => JSON.stringify(rule);

function show() {
  showRows(byId('rules'), rules, same, row, (node, one) => {
    node.classList.toggle('used-up', one.usedUp);
    node.querySelector('.about').textContent = scope(one);
    node.querySelector('button').textContent = one.usedUp ? 'Remove' : 'Switch off';
    node.querySelector('button').setAttribute('aria-label', `${one.usedUp ? 'Remove' : 'Switch off'}: ${about(one)}`);
  });
  const active = rules.filter(one => !one.usedUp).length;
  byId('rules-none').hidden = rules.length > 0;
  byId('rules-off').hidden = rules.length < 2;
  byId('faults-on').hidden = active === 0;
  byId('faults-on').textContent = active;
  byId('faults-on').setAttribute('aria-label', active + ' on');
}

function take(now) {
  rules = now;
  show();
}

byId('preset').append(...PRESETS.map(([name], i) => element('option', { value: i }, name)));
byId('preset').addEventListener('change', fit);
form.addEventListener('submit', event => {
  event.preventDefault();
  api.attempt(api.setFaults([...left(), rule()]));
});
byId('rules-off').addEventListener('click', () => api.attempt(api.setFaults([])));
on('faults', news => take([...news].at(-1)));
const load = () => api.faults().then(now => take(now.rules)).catch(console.error);

// Calls say that they met a fault; how often each rule did is asked for once a second at most.
let asking = null;
on('calls', calls => {
  if ([...calls].some(call => call.fault)) asking ??= setTimeout(() => { asking = null; load(); }, 1000);
});
on('restart', load);
numberField(elements.to);
fit();
