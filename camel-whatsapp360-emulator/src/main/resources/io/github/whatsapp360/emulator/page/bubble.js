// One message of the open chat.
import { namesBusiness } from './business.js';
import { button, element, icon } from './dom.js';
import { clock, day, isGroup, phone, titled } from './format.js';
import { content } from './content.js';
import { find } from './store.js';
import { sender, summary } from './summary.js';
import { preview } from './text.js';

const TICKS = {
  accepted: ['accepted', 'Accepted'], sent: ['sent', 'Sent'], delivered: ['delivered', 'Delivered'], read: ['read', 'Read'],
  played: ['read', 'Played'], failed: ['failed', 'Failed'], received: ['delivered', 'Received by the business'],
};

const OUTCOMES = {
  MISS: 'Link fetched: cache miss', HIT: 'Link not fetched: cache hit', REVALIDATED: 'Link asked: unchanged, from the cache',
  FAILED: 'Link failed', NOT_FETCHED: 'Link not fetched',
};

function tick({ status, direction }) {
  const [drawing, label] = TICKS[status] || TICKS.accepted;
  const name = direction === 'in' && status === 'read' ? 'Read by the business' : label;
  return element('span', { class: 'tick ' + status, role: 'img', 'aria-label': name, title: name }, icon(drawing));
}

function failure({ status, error }) {
  if (status !== 'failed' || !error) return [];
  const details = error.details && !error.details.startsWith(error.title) ? ': ' + error.details : '';
  return [element('p', { class: 'failure' }, `Not delivered. ${error.code} ${error.title || ''}${details}`)];
}

const FORWARDED = { forwarded: 'Forwarded', frequently_forwarded: 'Forwarded many times' };

const how = ({ context = {} }) => ['frequently_forwarded', 'forwarded'].find(one => context[one]);

const forwarded = message => how(message)
  ? [element('p', { class: 'forwarded' }, icon(how(message)), FORWARDED[how(message)])] : [];

// In a group, who has written.
const writer = message => message.direction === 'in' && isGroup(message.chat)
  ? [element('p', { class: 'writer number' }, sender(message))] : [];

function quote(message, act) {
  const id = message.context?.id;
  if (!id) return [];
  const quoted = find(id);
  const parts = quoted
    ? [element('span', { class: 'quoted-who' }, sender(quoted)), element('span', { class: 'quoted' }, ...preview(summary(quoted)))]
    : [element('span', { class: 'quoted' }, 'An earlier message')];
  return [quoted
    ? button(parts, () => act.go(quoted), { class: 'quote ' + quoted.direction })
    : element('div', { class: 'quote' }, ...parts)];
}

function outcomes({ links = [] }) {
  return links.map(link => element('p', { class: 'link-outcome ' + link.outcome.toLowerCase(), title: link.link },
    [OUTCOMES[link.outcome], link.reason].filter(Boolean).join('. ')));
}

function reactions({ reactions = {} }) {
  const given = Object.entries(reactions).filter(([, emoji]) => emoji);
  if (given.length === 0) return [];
  const label = given.map(([who, emoji]) => (who === 'in' ? 'Customer' : 'Business') + ' reacted ' + emoji).join(', ');
  return [element('span', { class: 'reactions', role: 'img', 'aria-label': label, title: label }, given.map(([, emoji]) => emoji).join(' '))];
}

const charged = ({ category, billable }) => titled(category) + (billable ? ', billed' : ', free');

function price({ pricing }) {
  return pricing && element('span', { class: 'price', title: 'Price: ' + titled(pricing.type) }, charged(pricing));
}

// Only where messages of several numbers of the business are shown.
const business = ({ business, direction }) => namesBusiness() && element('span', { class: 'business' },
  direction === 'in' ? 'to ' : 'from ', element('span', { class: 'number' }, phone(business)));

function footer(message) {
  return element('footer', {}, price(message), business(message), element('time', { datetime: message.receivedAt }, clock(message.receivedAt)), tick(message));
}

function tools(message, act) {
  return element('div', { class: 'verbs', role: 'group', 'aria-label': 'For this message' },
    button(icon('reply'), () => act.quote(message), { title: 'Reply (R)', 'aria-label': 'Reply' }),
    message.direction === 'out' && button(icon('react'), event => act.react(message, event.currentTarget),
      { title: 'React (E)', 'aria-label': 'React' }),
    element('a', { href: '#message/' + encodeURIComponent(message.id), title: 'Link to this message', 'aria-label': 'Link to this message' }, icon('link')));
}

const reacted = ({ reactions = {} }) => Object.values(reactions).some(Boolean);

function spoken(message) {
  const status = (TICKS[message.status] || TICKS.accepted)[1];
  const cost = message.pricing ? `. ${charged(message.pricing)}` : '';
  const to = namesBusiness() && message.direction === 'in' ? ` to ${phone(message.business)}` : '';
  const marked = how(message) ? FORWARDED[how(message)] + ': ' : '';
  return `${sender(message)}${to}: ${marked}${summary(message)}. ${clock(message.receivedAt)}, ${status}${cost}`;
}

// Only the message that keyboards are at has its controls in the order of Tab.
export function reachable(node, yes) {
  for (const control of node.querySelectorAll('.line :is(a, button, summary, audio, video, pre)')) {
    control.setAttribute('tabindex', yes ? '0' : '-1');
  }
}

// Buttons stand below the time, as on the phone.
function fill(node, message, act) {
  const parts = content(message, act).filter(Boolean);
  const buttons = parts.filter(part => part.matches('.actions'));
  node.replaceChildren(...writer(message), ...forwarded(message), ...quote(message, act), ...parts.filter(part => !buttons.includes(part)), ...outcomes(message), ...failure(message),
    footer(message), ...buttons, ...reactions(message));
}

export function bubble(message, startsDay, act) {
  const inner = element('div', { class: 'bubble' });
  fill(inner, message, act);
  const node = element('article', {
    class: `message ${message.direction} ${message.type}`, tabindex: '-1', 'data-id': message.id, 'data-type': message.type,
    'aria-label': spoken(message),
  }, startsDay && element('p', { class: 'day' }, day(message.receivedAt)), element('div', { class: 'line' }, inner, tools(message, act)));
  node.filledWith = message.links;
  node.classList.toggle('reacted', reacted(message));
  reachable(node, false);
  return node;
}

// Shows what has changed, and leaves players and open details as they are.
export function refresh(node, message, act) {
  const inner = node.querySelector('.bubble');
  if (node.filledWith !== message.links) {
    node.filledWith = message.links;
    fill(inner, message, act);
  } else {
    for (const old of inner.querySelectorAll(':scope > .failure, :scope > .reactions')) old.remove();
    inner.querySelector('footer').replaceWith(...failure(message), footer(message));
    inner.append(...reactions(message));
  }
  node.classList.toggle('reacted', reacted(message));
  reachable(node, node.classList.contains('current'));
  node.setAttribute('aria-label', spoken(message));
}
