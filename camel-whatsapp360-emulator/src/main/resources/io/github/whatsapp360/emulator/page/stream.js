// What happens in the emulator, as it happens. The browser connects again by itself and says what it has seen last.
import * as api from './api.js';
import { announce } from './announce.js';
import { chosen, isShown } from './business.js';
import { on, tell } from './changes.js';
import { openNumber } from './chat.js';
import { byId } from './dom.js';
import { add, rename, restart, status, timeIs, type } from './store.js';
import { business, sender, summary } from './summary.js';

let wasLive = false;

function live(on) {
  wasLive ||= on;
  byId('cut').hidden = on || !wasLive;
  byId('live').textContent = on ? 'live' : 'connecting';
  byId('live').classList.toggle('on', on);
}

function reported(news) {
  if (isShown(news)) status(news);
  if (news.pricing) tell('billed');
}

function arrived(message) {
  if (!isShown(message)) return;
  add(message);
  announce(`${sender(message)}${message.direction === 'in' ? '' : ' to ' + message.chat}: ${summary(message)}`);
}

function typing(news) {
  if (!isShown(news)) return;
  type(news);
  if (news.chat === openNumber()) announce(business(news.business) + ' is typing');
}

function set(settings) {
  timeIs(settings.now);
  tell('settings', settings);
}

// The page is live when it shows what there is: after the frame in which the store tells of it.
function begin(snapshot) {
  const shown = () => requestAnimationFrame(() => live(true));
  if (chosen() !== '') return void load().then(shown).catch(console.error);
  restart(snapshot);
  shown();
}

let asked = 0;
let held = null; // events that came while the chats were fetched

// Fetches the chats of the chosen number, or all.
export async function load() {
  const mine = ++asked;
  held ??= [];
  try {
    const newest = await api.chats(0, CHATS);
    if (mine === asked) restart(newest);
  } finally {
    if (mine === asked) {
      const later = held;
      held = null;
      for (const [name, data] of later) take(name, data);
    }
  }
}

const CHATS = 500;

const HANDLERS = {
  snapshot: begin,
  message: arrived,
  status: reported,
  request: line => tell('calls', { kind: 'requests', ...line }),
  webhook: line => tell('calls', { kind: 'webhooks', ...line }),
  faults: ({ rules }) => tell('faults', rules),
  settings: set,
  customer: rename,
  typing,
  templates: () => tell('templates'),
};

function take(name, data) {
  if (held !== null) held.push([name, data]);
  else HANDLERS[name](data);
}

export function connect() {
  const events = new EventSource('emulator/events');
  events.addEventListener('open', () => wasLive && live(true)); // when it connects again, there may be no snapshot
  events.addEventListener('error', () => {
    live(false);
    if (events.readyState === EventSource.CLOSED) setTimeout(connect, 2000); // a refusal, which the browser does not retry
  });
  for (const name of Object.keys(HANDLERS)) events.addEventListener(name, event => take(name, JSON.parse(event.data)));
}

on('business', () => api.attempt(load()));
