// The list of chats, the newest first; as many rows as were scrolled to.
import * as api from './api.js';
import { on } from './changes.js';
import { openNumber, show } from './chat.js';
import { arrows, ask, byId, element, face, showRows } from './dom.js';
import { count, moment, phone, sought } from './format.js';
import { numberField, plain } from './number.js';
import { chat, chats, more } from './store.js';
import { summary } from './summary.js';
import { preview } from './text.js';

const STEP = 60;
const PAGE = 500; // as many as the emulator answers at once

const list = byId('chats');
const find = byId('find');
let rows = STEP;
let partial = false; // the emulator has more chats than were asked for
let loading = false;

const row = ({ number }) => element('li', {}, element('button', { type: 'button', 'data-number': number }));

function refresh(node, { number, name, last, unread, typing }) {
  const now = [number === openNumber(), name, last?.id, unread, typing.size, last && moment(last.receivedAt)].join();
  if (node.shown === now) return;
  node.shown = now;
  const button = node.firstElementChild;
  button.setAttribute('aria-current', number === openNumber());
  button.replaceChildren(...[
    face(number),
    element('span', { class: 'name' }, phone(number)),
    last && element('time', { datetime: last.receivedAt }, moment(last.receivedAt)),
    element('span', { class: 'last' }, typing.size > 0 ? 'typing…' : last ? [last.direction === 'in' && '↩ ', ...preview(summary(last))] : name || 'No messages yet'),
    unread > 0 && element('span', { class: 'unread', 'aria-label': unread + ' unread' }, unread > 99 ? '99+' : unread),
  ].filter(Boolean));
}

function wanted() {
  const newest = [...chats.values()].reverse();
  return find.value.trim() ? newest.filter(({ number, name, username, userId }) => sought(find.value, [number, name, username, userId])) : newest;
}

const focusable = () => [...list.querySelectorAll('button')];

function render() {
  const all = wanted();
  showRows(list, all.slice(0, rows), ({ number }) => number, row, refresh);
  byId('none').hidden = all.length > 0;
  byId('none').textContent = chats.size > 0 ? 'No chat with this number or name' : 'No chats yet';
  byId('how-many').textContent = chats.size > 1 ? count(chats.size) + (partial ? '+' : '') : '';
}

// At the end of the list: more rows, and if all are shown, older chats from the emulator.
async function fillUp() {
  if (list.scrollHeight - list.scrollTop - list.clientHeight > 400 || loading) return;
  if (rows < chats.size) {
    rows += STEP;
    render();
  } else if (partial) {
    loading = true;
    const older = await api.chats(chats.size, PAGE);
    partial = older.length === PAGE;
    more(older);
    loading = false;
  }
}

export function open(number) {
  show(number, true);
  document.body.classList.add('open');
  render();
}

export function back() {
  document.body.classList.remove('open');
  list.querySelector('[aria-current="true"]')?.focus();
}

list.addEventListener('click', event => {
  const button = event.target.closest('button');
  if (!button) return;
  open(button.dataset.number);
  byId('messages').focus({ preventScroll: true });
});
list.addEventListener('scroll', () => fillUp().catch(console.error));
list.addEventListener('keydown', event => arrows(event, focusable()));
find.addEventListener('input', () => {
  rows = STEP;
  render();
});
find.addEventListener('keydown', event => {
  if (event.key === 'ArrowDown') focusable()[0]?.focus();
});
byId('back').addEventListener('click', back);

// A customer may write first.
numberField(byId('new-number'));
byId('new-chat').addEventListener('click', () => ask(byId('new')));
byId('new').addEventListener('close', () => {
  const number = plain(byId('new-number').value);
  if (byId('new').returnValue !== 'open') return;
  chat(number);
  open(number);
  byId('text').focus();
});

on('restart', () => { partial = chats.size >= PAGE; });
on('chats', render);
