// The emulator's own HTTP API.
import { alarm } from './announce.js';
import { chosen } from './business.js';

// Where the emulator is: a proxy may have it below a path.
export const base = new URL('.', location.href).href.slice(0, -1);

async function call(path, options = {}) {
  const answer = await fetch('emulator/' + path, options);
  const text = await answer.text();
  const json = text && answer.headers.get('Content-Type')?.startsWith('application/json') ? JSON.parse(text) : null;
  if (!answer.ok) throw new Error(json?.error || 'The emulator answered with ' + answer.status);
  return json;
}

const chat = number => 'chats/' + encodeURIComponent(number);

function send(method, path, json) {
  return call(path, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(json) });
}

// Of the chosen number of the business, or of all.
const list = (path, query) => call(path + '?' + new URLSearchParams({ ...query, business: chosen() }));

export const chats = (offset, limit) => list('chats', { offset, limit });
export const earlier = (number, before, limit) => list(chat(number) + '/messages', { before, limit });
export const later = (number, after, limit) => list(chat(number) + '/messages', { after, limit });
export const findChats = (words, limit) => list('chats', { words, limit });
export const findMessages = query => call('messages?' + new URLSearchParams(query));
export const deleteMessages = query => call('messages?' + new URLSearchParams(query), { method: 'DELETE' });
export const write = (number, message) => send('POST', chat(number) + '/messages', message);
export const read = number => send('POST', chat(number) + '/read', { business: chosen() });
export const changeCustomer = (number, changes) => send('POST', chat(number) + '/customer', changes);
export const flow = (number, request) => send('POST', chat(number) + '/flow', request);
export const reset = () => call('chats', { method: 'DELETE' });
export const links = id => call('links/' + encodeURIComponent(id));

export function writeFile(number, file, fields) {
  const form = new FormData();
  form.append('file', file, file.name);
  for (const [name, value] of Object.entries(fields)) {
    if (value) form.append(name, value);
  }
  return call(chat(number) + '/messages', { method: 'POST', body: form });
}

export const calls = (kind, query) => call(kind + '?' + query);
export const details = (kind, id) => call(kind + '/' + id);

export const fixtures = () => call('fixtures');
export const fixture = name => call('fixtures/' + name);
export const trigger = how => send('POST', 'webhooks', how);

export const restore = file => call('state', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: file });

export const redeliver = id => send('POST', 'webhooks/' + id, {});

export const templates = () => call('templates');
export const review = (id, change) => send('POST', 'templates/' + id, change);
export const billing = () => call('billing');
export const faults = () => call('faults');
export const setFaults = rules => send('PUT', 'faults', { rules });
export const settings = () => call('settings');
export const setSettings = settings => send('PUT', 'settings', settings);
export const advance = duration => send('POST', 'clock', { advance: duration });
export const scenario = () => call('scenarios');
export const startScenario = json => send('POST', 'scenarios', json);
export const endScenario = () => call('scenarios', { method: 'DELETE' });

// For what a person has asked for: if it fails, they are told. Answers whether it worked.
export async function attempt(promise) {
  try {
    await promise;
    return true;
  } catch (e) {
    alarm(e.message);
    return false;
  }
}
