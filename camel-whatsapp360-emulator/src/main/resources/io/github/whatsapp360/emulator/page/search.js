// A search over all messages, files, numbers and templates that the emulator has, and the deletion of what it finds.
import * as api from './api.js';
import { announce } from './announce.js';
import { on } from './changes.js';
import { open } from './chats.js';
import { arrows, ask, button, byId, element } from './dom.js';
import { moment, phone, plural, sought } from './format.js';
import { sender, summary } from './summary.js';

const STEP = 50;
const FEW = 5; // chats and templates

const form = byId('search-form');
let asked = 0; // searches; only the last one is shown
let query = {};
let total = 0;
let oldest = null; // of the messages that are shown
let newest = null; // those that come after the search are not deleted
let timer = null;

function wanted() {
  const { words, which, category } = form.elements;
  const all = Object.fromEntries(new URLSearchParams(which.value));
  if (words.value.trim()) all.words = words.value.trim();
  if (category.value) all.category = category.value;
  return all;
}

const chatRow = ({ number, name }) => element('li', {}, button(
  [element('span', { class: 'name number' }, phone(number)), ' ', name], () => open(number)));

const templateRow = ({ name, language, status }) => element('li', {}, element('div', {},
  'Template ', element('span', { class: 'name' }, name), ` · ${language} · ${status.toLowerCase()}`));

function messageRow(message) {
  const who = message.direction === 'in' ? phone(message.from || message.chat) : 'to ' + phone(message.chat);
  const about = [moment(message.receivedAt), message.status, message.pricing?.category].filter(Boolean);
  return element('li', {}, element('a', { href: '#message/' + encodeURIComponent(message.id), 'data-found': message.id },
    element('div', { class: 'words' }, summary(message)),
    element('div', { class: 'about' }, element('span', { class: 'number' }, who), ' · ', about.join(' · '))));
}

function show(messages) {
  oldest = messages.at(-1)?.seq ?? oldest;
  byId('found').append(...messages.map(messageRow));
  byId('search-older').hidden = byId('found').children.length >= total;
}

async function search() {
  const mine = ++asked;
  const now = wanted();
  const only = now.words && Object.keys(now).length === 1; // a filter is for messages
  const [found, chats, templates] = await Promise.all([
    api.findMessages({ ...now, limit: STEP }), only ? api.findChats(now.words, FEW) : [], only ? api.templates() : []]);
  if (mine !== asked) return;
  const named = templates.filter(one => sought(now.words, [one.name, ...(one.components || []).map(({ text }) => text)]));
  query = now;
  total = found.total;
  newest = found.messages[0]?.seq;
  byId('found-chats').replaceChildren(...chats.map(chatRow));
  byId('found-templates').replaceChildren(...named.slice(0, FEW).map(templateRow));
  byId('found').replaceChildren();
  byId('search-total').textContent = total === 0 ? 'No message fits' : plural(total, 'message');
  byId('search-delete').hidden = total === 0 || Object.keys(query).length === 0;
  show(found.messages);
}

async function older() {
  const mine = asked;
  const found = await api.findMessages({ ...query, before: oldest, limit: STEP });
  if (mine !== asked) return;
  total = byId('found').children.length + found.total;
  show(found.messages);
}

function searchSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => api.attempt(search()), 150);
}

async function remove() {
  if (byId('delete').returnValue !== 'yes') return;
  await api.attempt(api.deleteMessages({ ...query, before: newest + 1 })
    .then(({ deleted }) => announce(plural(deleted, 'message') + ' deleted')));
  searchSoon();
}

for (const name of ['input', 'change']) form.addEventListener(name, searchSoon);
form.addEventListener('submit', event => {
  event.preventDefault();
  searchSoon();
});
byId('search-older').addEventListener('click', () => api.attempt(older()));
byId('found').addEventListener('keydown', event => arrows(event, [...byId('found').querySelectorAll('a')]));
byId('search-delete').addEventListener('click', () => {
  byId('delete-title').textContent = `Delete ${plural(total, 'message')}?`;
  ask(byId('delete'));
});
byId('delete').addEventListener('close', () => remove().catch(console.error));
addEventListener('tool', event => { if (event.detail === 'search') searchSoon(); });
on('restart', () => { if (!byId('search').hidden) searchSoon(); });
