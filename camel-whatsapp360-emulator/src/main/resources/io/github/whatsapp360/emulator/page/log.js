// The messages of the open chat. Only those around the visible ones are in the page, however many there are.
import * as api from './api.js';
import { bubble, reachable, refresh } from './bubble.js';
import { byId } from './dom.js';
import { plural, sameDay } from './format.js';
import { append, enrich, find, forget, jump, prepend } from './store.js';

const STEP = 50;
const MOST = 200;
const NEAR = 600; // pixels from an end of what is in the page

const log = byId('messages');
const nodes = new Map(); // ID → node
const NONE = { messages: [], loaded: 0, total: 0, begins: false, later: false };
let chat = NONE;
let first = 0; // the messages in the page, as a range of chat.messages
let last = 0;
let atEnd = true;
let top = 0; // how far it was scrolled
let missed = 0; // messages that came while somebody read further up
let loading = false;
let reader = null; // the position to which a restart brings somebody back

// What bubbles may ask for.
export const act = { go: goTo };

// The service fetches a link after it has accepted the message; the bubble is filled in when that is done.
async function followLinks(message) {
  if (message.links || !JSON.stringify(message.content ?? null).includes('"link"')) return;
  message.links = [];
  const links = await api.links(message.id);
  const own = links.find(link => link.link === message.link && link.mediaId);
  if (links.length > 0) enrich(message, { links, ...(own && { mediaId: own.mediaId, mimeType: own.mimeType, size: own.size }) });
}

function range(from, to) {
  return chat.messages.slice(from, to).map((message, i) => {
    const before = chat.messages[from + i - 1];
    const node = bubble(message, !before || !sameDay(before.receivedAt, message.receivedAt), act);
    nodes.set(message.id, node);
    followLinks(message).catch(console.error);
    return node;
  });
}

function drop(node) {
  if (node.contains(document.activeElement)) log.focus({ preventScroll: true });
  nodes.delete(node.dataset.id);
  node.remove();
}

// Nobody knows how many messages come before or after an earlier piece of a chat.
function place() {
  const before = chat.later ? first : Math.max(0, chat.total - chat.loaded) + first;
  log.setAttribute('aria-busy', loading);
  [...log.children].forEach((node, i) => {
    node.setAttribute('aria-posinset', before + i + 1);
    node.setAttribute('aria-setsize', chat.later ? -1 : chat.total);
  });
}

function extend(from, to) {
  log.prepend(...range(from, first));
  log.append(...range(last, to));
  first = from;
  last = to;
}

function trimStart() {
  for (; last - first > MOST; first++) drop(log.firstElementChild);
}

function trimEnd() {
  for (; last - first > MOST; last--) drop(log.lastElementChild);
}

// Changes what is in the page while one message stays where it is on the screen.
function steady(anchor, change) {
  const before = anchor.getBoundingClientRect().top;
  change();
  log.scrollTop += anchor.getBoundingClientRect().top - before;
  top = log.scrollTop;
  place();
}

async function loadEarlier() {
  if (loading || (chat.later ? chat.begins : chat.loaded >= chat.total)) return;
  loading = true;
  const asked = chat;
  const from = asked.messages[0];
  try {
    const earlier = await api.earlier(asked.number, from?.seq ?? '', 2 * STEP);
    if (asked.messages[0] !== from) return; // another piece is here by now
    const came = prepend(asked, earlier);
    if (asked === chat) {
      first += came;
      last += came;
    }
  } finally {
    loading = false;
  }
}

// After the last ones, the page asks once more: one may have come while it did not know that they are the last.
async function loadLater() {
  if (loading) return;
  loading = true;
  const asked = chat;
  const from = asked.messages.at(-1);
  try {
    const came = await api.later(asked.number, from?.seq ?? 0, 2 * STEP);
    if (asked.messages.at(-1) !== from) return; // another piece is here by now
    append(asked, came);
    if (came.length < 2 * STEP) {
      asked.later = false;
      append(asked, await api.later(asked.number, asked.messages.at(-1)?.seq ?? 0, 2 * STEP));
    }
  } finally {
    loading = false;
  }
}

// Goes back from an earlier piece of the chat to its newest messages.
async function loadNewest() {
  const asked = chat;
  jump(asked, [], false);
  around(0);
  prepend(asked, await api.earlier(asked.number, '', 2 * STEP));
  if (asked === chat) open(asked);
}

async function fillUp() {
  if (log.scrollTop < NEAR && first === 0) await loadEarlier();
  if (chat.later && last === chat.messages.length && log.scrollHeight - log.scrollTop - log.clientHeight < NEAR) await loadLater();
  if (log.scrollTop < NEAR && first > 0) {
    steady(log.firstElementChild, () => {
      extend(Math.max(0, first - STEP), last);
      trimEnd();
    });
  } else if (log.scrollHeight - log.scrollTop - log.clientHeight < NEAR && last < chat.messages.length) {
    steady(log.lastElementChild, () => {
      extend(first, Math.min(chat.messages.length, last + STEP));
      trimStart();
    });
  }
}

function around(index) {
  nodes.clear();
  first = Math.max(0, index - STEP);
  last = Math.min(chat.messages.length, first + 2 * STEP);
  log.replaceChildren(...range(first, last));
  place();
}

function current(node) {
  const old = log.querySelector('.current');
  if (!node || old === node) return;
  for (const one of [old, node].filter(Boolean)) {
    one.classList.toggle('current', one === node);
    one.setAttribute('tabindex', one === node ? '0' : '-1');
    reachable(one, one === node);
  }
}

function bottom() {
  log.scrollTop = log.scrollHeight;
  top = log.scrollTop;
}

// Those at the end get into the page; what is there already stays, with its players and its focus, unless it is far away.
function catchUp() {
  if (first < 0 || chat.messages.length - last > STEP) {
    around(chat.messages.length);
  } else {
    extend(first, chat.messages.length);
    trimStart();
    place();
  }
}

export function toEnd() {
  if (chat.later) return void loadNewest().catch(console.error);
  const focused = log.contains(document.activeElement);
  missed = 0;
  atEnd = true;
  catchUp();
  if (focused && !log.contains(document.activeElement)) log.focus({ preventScroll: true });
  if (!log.contains(document.activeElement)) current(log.lastElementChild);
  bottom();
  byId('to-end').hidden = true;
}

function goTo(message) {
  const index = chat.messages.indexOf(message);
  if (index < 0) return;
  if (!nodes.has(message.id)) around(index);
  const node = nodes.get(message.id);
  atEnd = false;
  current(node);
  node.scrollIntoView({ block: 'center' });
  node.focus({ preventScroll: true });
  log.querySelector('.flash')?.classList.remove('flash');
  node.classList.add('flash');
}

// Gets a message of this chat into the page, however far back it is; answers whether it is there.
async function bring(message) {
  const asked = chat;
  if (!asked.messages.includes(find(message.id))) {
    const pieces = await Promise.all([api.earlier(asked.number, message.seq + 1, STEP), api.later(asked.number, message.seq, STEP)]);
    const piece = pieces.flat();
    if (asked !== chat || !piece.some(({ id }) => id === message.id)) return false;
    jump(chat, piece, true);
    around(chat.messages.indexOf(find(message.id)));
  } else if (!nodes.has(message.id)) {
    around(asked.messages.indexOf(find(message.id)));
  }
  return true;
}

async function offerEnd() {
  await fillUp();
  if (chat.later || log.scrollHeight - log.scrollTop - log.clientHeight > 60) {
    byId('to-end').hidden = false;
    byId('to-end-count').textContent = missed > 0 ? plural(missed, 'new message') : 'Newest messages';
  }
}

// Shows a message of this chat, however far back it is.
export async function reveal(message) {
  if (!await bring(message)) return;
  goTo(find(message.id));
  await offerEnd();
}

function display(opened) {
  chat = opened ?? NONE;
  around(chat.messages.length);
  toEnd();
}

export function open(opened) {
  reader = null;
  display(opened);
}

// Where somebody reads further up: the first message in view, and how far down it is.
function position() {
  if (atEnd) return null;
  const edge = log.getBoundingClientRect().top;
  const node = [...log.children].find(one => one.getBoundingClientRect().bottom > edge);
  const message = chat.messages.find(({ id }) => id === node?.dataset.id);
  return message && { message, top: node.getBoundingClientRect().top, focused: log.contains(document.activeElement), missed };
}

// A reader stays at the message, if it is still there. Another restart may come meanwhile.
async function stay(opened) {
  reader ??= position();
  const stayed = reader;
  display(opened);
  if (!stayed) return;
  const isThere = await bring(stayed.message);
  if (chat !== opened) return;
  reader = null;
  if (!isThere) return;
  const node = nodes.get(stayed.message.id);
  atEnd = false;
  missed = stayed.missed;
  log.scrollTop += node.getBoundingClientRect().top - stayed.top;
  top = log.scrollTop;
  current(node);
  if (stayed.focused) node.focus({ preventScroll: true });
  await offerEnd();
}

// Shows the open chat as it is after a restart.
export function reopen(opened) {
  stay(opened).catch(console.error);
}

export function arrived(count) {
  if (!atEnd) {
    missed += count;
    byId('to-end').hidden = false;
    byId('to-end-count').textContent = plural(missed, 'new message');
    place();
    return;
  }
  if (chat.messages.length > 2000) {
    const gone = forget(chat);
    first -= gone;
    last -= gone;
  }
  toEnd();
}

export function changed(messages) {
  for (const message of messages) {
    const node = nodes.get(message.id);
    if (node) refresh(node, message, act);
  }
  if (atEnd) bottom();
}

// The bubbles name the numbers of the business in another way, and stay where they are.
export function redraw() {
  for (const message of chat.messages) {
    const node = nodes.get(message.id);
    if (!node) continue;
    node.filledWith = null;
    refresh(node, message, act);
  }
  if (atEnd) bottom();
}

// Only who scrolls up leaves the end: a picture that grows, or messages that are not in the page yet, do not.
log.addEventListener('scroll', () => {
  const away = log.scrollHeight - log.scrollTop - log.clientHeight > 60;
  if (away && log.scrollTop < top) atEnd = false;
  if (!away && last === chat.messages.length && !chat.later) atEnd = true;
  top = log.scrollTop;
  if (atEnd) {
    missed = 0;
    byId('to-end').hidden = true;
  }
  fillUp().catch(console.error);
});
// Pictures and players get their height after they are in the page; these events do not bubble.
for (const name of ['load', 'loadedmetadata']) log.addEventListener(name, () => { if (atEnd) bottom(); }, true);
new ResizeObserver(() => { if (atEnd) bottom(); }).observe(log);
byId('to-end').addEventListener('click', toEnd);

function step(event, node) {
  switch (event.key) {
    case 'ArrowDown': return node?.nextElementSibling;
    case 'ArrowUp': return node ? node.previousElementSibling : log.lastElementChild;
    case 'Home': return log.firstElementChild;
    case 'End': return toEnd() || log.lastElementChild;
    default: return null;
  }
}

// Movement between messages, and what can be done to the one that has the focus.
log.addEventListener('keydown', event => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches('video, audio, pre')) return;
  const node = event.target.closest('.message');
  const to = step(event, node);
  if (to) {
    current(to);
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: 'nearest' });
  } else if (node && event.target === node && event.key.toLowerCase() === 'r') {
    act.quote(find(node.dataset.id));
  } else if (node?.matches('.out') && event.target === node && event.key.toLowerCase() === 'e') {
    act.react(find(node.dataset.id), node);
  } else {
    return;
  }
  event.preventDefault();
});
log.addEventListener('focusin', event => current(event.target.closest('.message')));
