// How statuses are reported, the webhook, the service's rules, the clock, and starting anew.
import * as api from './api.js';
import { takeNumbers } from './business.js';
import { on } from './changes.js';
import { ask, byId, element } from './dom.js';
import { phone } from './format.js';
import { numberField, plain, several } from './number.js';

const statuses = byId('statuses');
const webhook = byId('webhook');
const flow = byId('flow-endpoint');
const PERCENT = 'failRate';
const edited = new Set(); // fields that somebody has changed and not saved yet

// The command of the empty page is one that this hosting takes.
function example(hosting) {
  if (hosting !== 'CLOUD') byId('path').textContent = '/v1/messages';
  if (hosting === 'ON_PREMISE') byId('product').textContent = '';
}

function take({ hosting, numbers, statuses: now, webhook: { url, headers = {}, allowed = true }, flow: answering, limits, serviceWindow, health, templateReview, now: time }) {
  example(hosting);
  takeNumbers(numbers);
  byId('numbers').replaceChildren(...numbers.map(({ number, phoneNumberId }) => element('li', {},
    element('span', { class: 'number' }, phone(number)), element('span', { class: 'about' }, 'ID ' + phoneNumberId))));
  for (const [name, value] of Object.entries(now)) {
    const field = statuses.elements[name];
    if (!field || edited.has(field)) continue;
    if (field.type === 'checkbox') field.checked = value;
    else field.value = name === PERCENT ? value * 100 : [].concat(value).join(', ');
    field.dispatchEvent(new Event('input')); // so that what was wrong with it is forgotten
  }
  show(webhook.elements.url, url || '');
  show(webhook.elements.headers, Object.entries(headers).map(([name, value]) => `${name}: ${value}`).join('\n'));
  byId('webhook-note').hidden = allowed;
  show(flow.elements.url, answering.url);
  show(flow.elements.appSecret, answering.appSecret);
  byId('limits').checked = limits.enabled;
  byId('limits').nextElementSibling.textContent =
    "Enforce the service's rates" + (limits.enabled ? `, as ${limits.messagesPerSecond} messages a second` : '');
  byId('window').checked = serviceWindow;
  byId('health').value = health;
  byId('template-review').checked = templateReview;
  byId('now').dateTime = time;
  byId('now').textContent = new Date(time).toLocaleString();
}

function show(field, value) {
  if (!edited.has(field)) field.value = value;
}

function wanted() {
  const { report, read, order, copies, delay, failCode, failRate, failTo } = statuses.elements;
  return {
    report: report.checked, read: read.checked, order: order.value, copies: copies.valueAsNumber, delay: delay.valueAsNumber,
    failCode: failCode.valueAsNumber, failRate: failRate.valueAsNumber / 100, failTo: several(failTo.value).map(plain),
  };
}

// Values are shown masked; one that stays so is not changed.
function headers() {
  const lines = webhook.elements.headers.value.split('\n').filter(line => line.trim());
  return Object.fromEntries(lines.map(line => [line.split(':', 1)[0].trim(), line.slice(line.indexOf(':') + 1 || line.length).trim()]));
}

const save = settings => api.attempt(api.setSettings(settings));

const load = () => api.settings().then(take).catch(console.error);

function saveOn(form, settings) {
  form.addEventListener('input', event => event.isTrusted && edited.add(event.target));
  form.addEventListener('submit', event => {
    event.preventDefault();
    for (const field of form.elements) edited.delete(field);
    save(settings());
  });
}

numberField(statuses.elements.failTo, several);
saveOn(statuses, () => ({ statuses: wanted() }));
saveOn(webhook, () => ({ webhook: { url: webhook.elements.url.value, headers: headers() } }));
saveOn(flow, () => ({ flow: { url: flow.elements.url.value, appSecret: flow.elements.appSecret.value } }));
byId('limits').addEventListener('change', event => save({ limits: { enabled: event.target.checked } }));
byId('window').addEventListener('change', event => save({ serviceWindow: event.target.checked }));
byId('template-review').addEventListener('change', event => save({ templateReview: event.target.checked }));
byId('health').addEventListener('change', event => save({ health: event.target.value }));
for (const node of document.querySelectorAll('[data-advance]')) {
  node.addEventListener('click', () => api.attempt(api.advance(node.dataset.advance)));
}
byId('reset').addEventListener('click', () => ask(byId('sure')));
byId('sure').addEventListener('close', () => {
  if (byId('sure').returnValue === 'yes') api.attempt(api.reset());
});
addEventListener('tool', event => { if (event.detail === 'settings') load(); });
on('settings', news => take([...news].at(-1)));
on('restart', load);
