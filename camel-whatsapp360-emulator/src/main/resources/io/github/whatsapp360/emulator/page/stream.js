// What happens in the emulator, as it happens. The browser connects again by itself and says what it has seen last.
import { announce } from './announce.js';
import { tell } from './changes.js';
import { byId } from './dom.js';
import { add, restart, status } from './store.js';
import { sender, summary } from './summary.js';

let wasLive = false;

function live(on) {
  wasLive ||= on;
  byId('cut').hidden = on || !wasLive;
  byId('live').textContent = on ? 'live' : 'connecting';
  byId('live').classList.toggle('on', on);
}

function reported(news) {
  status(news);
  if (news.pricing) tell('billed');
}

function arrived(message) {
  add(message);
  announce(`${sender(message)}${message.direction === 'in' ? '' : ' to ' + message.chat}: ${summary(message)}`);
}

// The page is live when it shows what there is: after the frame in which the store tells of it.
function begin(snapshot) {
  restart(snapshot);
  requestAnimationFrame(() => live(true));
}

const HANDLERS = {
  snapshot: begin,
  message: arrived,
  status: reported,
  request: line => tell('calls', { kind: 'requests', ...line }),
  webhook: line => tell('calls', { kind: 'webhooks', ...line }),
  faults: ({ rules }) => tell('faults', rules),
  settings: settings => tell('settings', settings),
  templates: () => tell('templates'),
};

export function connect() {
  const events = new EventSource('emulator/events');
  events.addEventListener('open', () => wasLive && live(true)); // when it connects again, there may be no snapshot
  events.addEventListener('error', () => {
    live(false);
    if (events.readyState === EventSource.CLOSED) setTimeout(connect, 2000); // a refusal, which the browser does not retry
  });
  for (const [name, handle] of Object.entries(HANDLERS)) {
    events.addEventListener(name, event => handle(JSON.parse(event.data)));
  }
}
