// The chat that is open: whose it is, and whether somebody reads it.
import * as api from './api.js';
import { on, tell } from './changes.js';
import { byId, face } from './dom.js';
import { isGroup, phone, plural } from './format.js';
import { arrived, changed, open, redraw, reopen } from './log.js';
import { chats, tellOpen } from './store.js';
import { business } from './summary.js';

let here = null;
let attended = false; // a person has opened this chat, and so reads what comes
let reading = false;
let again = false; // something came while the emulator was told

export const openNumber = () => here?.number ?? null;

// The first chat opens by itself; that alone does not make its messages read.
async function markRead() {
  if (!attended || here.unread === 0) return;
  if (reading) {
    again = true;
    return;
  }
  reading = true;
  await api.attempt(api.read(here.number));
  reading = false;
  if (again) {
    again = false;
    markRead();
  }
}

function head() {
  byId('who').textContent = phone(here.number);
  byId('customer-open').hidden = isGroup(here.number);
  byId('count').textContent = [isGroup(here.number) ? here.number : here.name, here.username && '@' + here.username,
    here.numberHidden && 'number hidden', plural(here.total, 'message')].filter(Boolean).join(' · ');
}

function showTyping() {
  const [number] = here?.typing.keys() ?? [];
  byId('typing').hidden = number === undefined;
  byId('typing-who').textContent = number === undefined ? '' : business(number) + ' is typing';
}

export function show(number, byPerson = false, display = open) {
  if (number !== openNumber()) tell('opened', number);
  here = number === null ? null : chats.get(number);
  attended = byPerson && here !== null;
  tellOpen(here);
  document.body.classList.toggle('fresh', here === null);
  display(here);
  showTyping();
  if (here === null) {
    document.body.classList.remove('open');
  } else {
    head();
    face(number, byId('face'));
    markRead();
  }
}

function attend() {
  if (here && !attended) {
    attended = true;
    markRead();
  }
}

on('messages', messages => {
  const mine = [...messages].filter(message => message.chat === here?.number).length;
  if (mine > 0) {
    arrived(mine);
    head();
    markRead();
  } else if (here === null) {
    show([...messages][0].chat);
  }
});
on('changed', changed);
on('numbers', redraw);
on('chats', numbers => {
  if (here === null || !numbers.has(here.number)) return;
  head();
  markRead();
  showTyping();
});
on('restart', () => {
  const again = chats.has(here?.number);
  show(again ? here.number : [...chats.keys()].at(-1) ?? null, again && attended, again ? reopen : open);
});
byId('chat').addEventListener('pointerdown', attend);
byId('chat').addEventListener('focusin', attend);
