// The chats as far as the page knows them: of each its last messages, and as many earlier ones as were asked for.
import { tell } from './changes.js';

const ORDER = ['accepted', 'received', 'sent', 'delivered', 'read', 'played', 'failed'];
const KEPT = 1000; // of a chat that nobody scrolls back in; the emulator has the rest

const NOBODY = { name: '', username: '', userId: '', numberHidden: false, identityKeyHash: '' };

export const chats = new Map(); // number → chat; the one with the newest message is the last
const messages = new Map(); // ID → message
let open = null; // the chat whose messages are shown

export function tellOpen(chat) {
  open = chat;
}

export const find = id => messages.get(id);

export function chat(number) {
  if (!chats.has(number)) {
    chats.set(number, { number, ...NOBODY, messages: [], loaded: 0, total: 0, unread: 0, typing: new Map(), last: null, begins: false, later: false });
  }
  return chats.get(number);
}

// The statuses of a reaction end with "sent".
const unread = message => message.direction === 'out' && message.type !== 'reaction' && ORDER.indexOf(message.status) < ORDER.indexOf('read');

// A reaction belongs to the message that it is about, if that one is here; an empty one takes it away.
function react(message) {
  const target = message.type === 'reaction' && find(message.content?.message_id);
  if (!target) return false;
  target.reactions = { ...target.reactions, [message.direction]: message.content.emoji || '' };
  tell('changed', target);
  return true;
}

// Answers whether a chat is one of before a restart, for which an answer has come too late.
const isGone = here => chats.get(here.number) !== here;

// Takes a message in; answers whether it is one to be shown by itself.
function know(here, message) {
  messages.set(message.id, message);
  here.loaded++;
  if (react(message)) return false;
  if (unread(message)) here.unread++;
  return true;
}

export function add(message) {
  if (messages.has(message.id)) return;
  const here = chat(message.chat);
  here.total++;
  here.name = message.name || here.name;
  here.last = message;
  if (message.direction === 'out') stopTyping(here, message.business);
  if (here.later) {
    tell('messages', message);
  } else if (know(here, message)) {
    here.messages.push(message);
    tell('messages', message);
  }
  if (here !== open && here.messages.length > 2 * KEPT) forget(here);
  chats.delete(message.chat);
  chats.set(message.chat, here);
  tell('chats', message.chat);
}

// Earlier messages, oldest first; answers how many more there are to be shown.
export function prepend(here, earlier) {
  if (isGone(here)) return 0;
  const shown = earlier.filter(message => !messages.has(message.id)).filter(message => know(here, message));
  here.messages.unshift(...shown);
  if (earlier.length === 0 && here.later) here.begins = true;
  else if (earlier.length === 0) here.total = here.loaded;
  return shown.length;
}

// The messages that follow those that are here.
export function append(here, later) {
  if (isGone(here)) return;
  here.messages.push(...later.filter(message => !messages.has(message.id)).filter(message => know(here, message)));
}

// Another piece of a chat takes the place of what is here; later messages may be missing then.
export function jump(here, piece, later) {
  for (const [id, message] of messages) {
    if (message.chat === here.number) messages.delete(id);
  }
  Object.assign(here, { messages: [], loaded: 0, unread: 0, begins: false, later });
  append(here, piece);
}

// Lets go of all but the last messages; answers how many.
export function forget(here) {
  const gone = here.messages.splice(0, here.messages.length - KEPT);
  gone.forEach(message => messages.delete(message.id));
  here.loaded -= gone.length;
  return gone.length;
}

function take({ total, typing, messages: last, ...customer }) {
  const { number } = customer;
  const here = Object.assign(chat(number), customer);
  here.messages = last.filter(message => know(here, message));
  here.total = total;
  here.last = last.at(-1) || null;
  for (const one of typing) type({ chat: number, ...one });
}

function stopTyping(here, business) {
  if (!here.typing.has(business)) return;
  clearTimeout(here.typing.get(business).timer);
  here.typing.delete(business);
  tell('chats', here.number);
}

// The business types an answer, until a time of the emulator's clock, which may be another one than the browser's.
export function type({ chat: number, business, now, until }) {
  const here = chat(number);
  const left = Date.parse(until) - Date.parse(now);
  clearTimeout(here.typing.get(business)?.timer);
  here.typing.set(business, { until, timer: setTimeout(stopTyping, left, here, business) });
  tell('chats', number);
}

// Somebody is known by something else now.
export function rename(customer) {
  if (!chats.has(customer.number)) return;
  Object.assign(chats.get(customer.number), customer);
  tell('chats', customer.number);
}

// The emulator's clock was moved.
export function timeIs(now) {
  for (const here of chats.values()) {
    for (const [business, { until }] of here.typing) {
      if (Date.parse(until) <= Date.parse(now)) stopTyping(here, business);
    }
  }
}

export function restart(newestFirst) {
  chats.clear();
  messages.clear();
  newestFirst.reverse().forEach(take);
  tell('restart');
  tell('chats');
}

// Chats with older messages than all that are here.
export function more(newestFirst) {
  const known = [...chats];
  const older = newestFirst.filter(({ number }) => !chats.has(number)).reverse();
  chats.clear();
  older.forEach(take);
  known.forEach(([number, here]) => chats.set(number, here));
  tell('chats');
}

// Statuses may come twice and in any order; a message keeps the furthest, as WhatsApp shows it.
export function status({ messageId, chat: number, direction, status, error, pricing }) {
  const message = find(messageId);
  const here = chats.get(number);
  if (!message) {
    if (status === 'read' && direction === 'out' && here) here.unread = Math.max(0, here.unread - 1);
    return;
  }
  if (ORDER.indexOf(status) <= ORDER.indexOf(message.status)) return;
  const before = unread(message);
  message.status = status;
  message.error = error || message.error;
  message.pricing = pricing;
  if (before && !unread(message)) here.unread--;
  tell('changed', message);
  tell('chats', number);
}

// Something more is known of a message, as a file that was behind a link.
export function enrich(message, fields) {
  Object.assign(message, fields);
  tell('changed', message);
}
