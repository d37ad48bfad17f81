'use strict';

const chats = new Map(); // number → {messages, oldest first; unread}
let open = null;
let atEnd = true;

const byId = id => document.getElementById(id);
const clock = iso => new Date(iso).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });

// Everything that a message contains gets into the page as text or as an attribute, never as HTML.
function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

function drawing(path) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

function day(iso) {
  const date = new Date(iso);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(iso).setHours(0, 0, 0, 0)) / 86400000);
  return ['Today', 'Yesterday'][days] || date.toLocaleDateString([], { day: 'numeric', month: 'long', year: 'numeric' });
}

function size(bytes) {
  if (bytes >= 1048576) return (bytes / 1048576).toFixed(1) + ' MB';
  return bytes >= 1024 ? Math.round(bytes / 1024) + ' KB' : bytes + (bytes === 1 ? ' byte' : ' bytes');
}

function anchor(href, text) {
  return element('a', { href, target: '_blank', rel: 'noreferrer noopener' }, text);
}

function paragraph(text) {
  const parts = text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/);
  return element('p', {}, ...parts.map((part, i) => i % 2 ? anchor(part, part) : part));
}

const FORMATS = [
  [/pdf$/i, 'pdf', 'PDF'],
  [/word|docx?$/i, 'word', 'Word document'],
  [/excel|spreadsheet|xlsx?$/i, 'sheet', 'Spreadsheet'],
  [/powerpoint|presentation|pptx?$/i, 'slides', 'Presentation'],
  [/^text|txt$/i, 'text', 'Text'],
];

function card(message) {
  const name = message.filename || 'Untitled';
  const extension = /\.([a-z0-9]{1,4})$/i.exec(name);
  const [, look, format] = FORMATS.find(([type]) => type.test(message.mimeType || name)) || ['', 'other', message.mimeType];
  const about = message.mediaId ? format + ' · ' + size(message.size) : message.link;
  const get = message.mediaId
    ? element('a', { class: 'download', href: source(message), download: name, 'aria-label': 'Download ' + name }, 'Download')
    : anchor(message.link, 'Open');
  return element('div', { class: 'card' },
    element('span', { class: 'icon ' + look, 'aria-hidden': 'true' }, extension ? extension[1].toUpperCase() : 'FILE'),
    element('div', {}, element('div', { class: 'name', title: name }, name), element('div', { class: 'about' }, about)),
    get);
}

function source(message) {
  return 'emulator/media/' + message.mediaId + '?message=' + encodeURIComponent(message.id);
}

// The readable parts of a message that has no look of its own.
function words(content) {
  return [content.header?.text, content.body?.text, content.footer?.text, content.name, content.address, content.emoji,
    ...[].concat(content).map(contact => contact.name?.formatted_name)].filter(word => typeof word === 'string' && word);
}

const titled = type => type.charAt(0).toUpperCase() + type.slice(1);

function other(message) {
  return [
    element('p', { class: 'kind' }, titled(message.type)),
    ...words(message.content).map(paragraph),
    element('details', {}, element('summary', {}, 'JSON'),
      element('pre', { tabindex: '0' }, JSON.stringify(message.content, null, 2))),
  ];
}

function content(message) {
  const label = [message.caption || message.type, message.filename].filter(Boolean).join(', ');
  if (message.link && !message.mediaId && message.type !== 'document') {
    return [element('p', { class: 'kind' }, 'Linked ' + message.type), element('p', {}, anchor(message.link, message.link))];
  }
  switch (message.type) {
    case 'text':
      return [paragraph(message.text)];
    case 'image':
      return [element('a', { href: source(message), target: '_blank' }, element('img', { src: source(message), alt: label }))];
    case 'sticker':
      return [element('img', { src: source(message), alt: 'Sticker' })];
    case 'video':
    case 'audio':
      return [element(message.type, { src: source(message), controls: '', preload: 'metadata', 'aria-label': label })];
    case 'document':
      return [card(message)];
    default:
      return other(message);
  }
}

const OUTCOMES = {
  MISS: 'Link fetched: cache miss', HIT: 'Link not fetched: cache hit', REVALIDATED: 'Link asked: unchanged, from the cache',
  FAILED: 'Link failed', NOT_FETCHED: 'Link not fetched',
};

// The service fetches a link after it has accepted the message; the bubble is filled in when that is done.
async function fillIn(node, message) {
  const links = await (await fetch('emulator/links/' + encodeURIComponent(message.id))).json();
  if (!links.length) return;
  const own = links.find(link => link.link === message.link && link.mediaId);
  const filled = own ? bubble({ ...message, mediaId: own.mediaId, mimeType: own.mimeType, size: own.size }, true) : node;
  for (const link of links) {
    filled.insertBefore(element('p', { class: 'link-outcome ' + link.outcome.toLowerCase(), title: link.link },
      [OUTCOMES[link.outcome], link.reason].filter(Boolean).join('. ')), filled.querySelector('footer'));
  }
  if (own) node.replaceWith(filled);
}

function bubble(message, filled) {
  const node = plainBubble(message);
  if (!filled && JSON.stringify(message.content ?? null).includes('"link"')) fillIn(node, message).catch(console.error);
  return node;
}

function plainBubble(message) {
  const accepted = element('span', { title: 'Accepted', role: 'img', 'aria-label': 'Accepted' }, drawing('M4 13l5 5L20 6'));
  return element('li', { class: 'message ' + message.type, 'data-id': message.id, 'data-type': message.type },
    ...content(message),
    ...(message.caption ? [paragraph(message.caption)] : []),
    element('footer', {}, element('time', { datetime: message.receivedAt }, clock(message.receivedAt)), accepted));
}

function summary(message) {
  if (message.type === 'text') return message.text;
  const what = { image: 'Photo' }[message.type] || titled(message.type);
  const about = message.type === 'sticker' ? '' : message.caption || message.filename || words(message.content)[0];
  return about ? what + ': ' + about : what;
}

function face(number, node = element('span', { class: 'face', 'aria-hidden': 'true' })) {
  const hue = [...number].reduce((sum, digit) => (sum * 31 + digit.charCodeAt(0)) % 360, 7);
  node.style.setProperty('--hue', hue);
  node.textContent = number.slice(-2);
  return node;
}

const title = number => /^\d+$/.test(number) ? '+' + number : number;

function row([number, { messages, unread }]) {
  const last = messages.at(-1);
  const button = element('button', { type: 'button', 'data-number': number, 'aria-current': number === open },
    face(number),
    element('span', { class: 'name' }, title(number)),
    element('time', { datetime: last.receivedAt }, clock(last.receivedAt)),
    element('span', { class: 'last' }, summary(last)));
  if (unread > 0) {
    button.append(element('span', { class: 'unread', 'aria-label': unread + ' new' }, unread));
  }
  button.addEventListener('click', () => {
    show(number);
    document.body.classList.add('open');
    byId('messages').focus({ preventScroll: true });
  });
  return element('li', {}, button);
}

function list() {
  const focused = document.activeElement?.dataset?.number;
  const newest = [...chats].sort(([, a], [, b]) => b.messages.at(-1).receivedAt.localeCompare(a.messages.at(-1).receivedAt));
  byId('chats').replaceChildren(...newest.map(row));
  if (focused) document.querySelector(`#chats [data-number="${CSS.escape(focused)}"]`)?.focus();
  document.body.classList.toggle('fresh', chats.size === 0);
  byId('none').hidden = chats.size > 0;
  byId('empty').hidden = chats.size > 0;
  byId('top').hidden = byId('messages').hidden = open === null;
  if (open !== null) {
    const { length } = chats.get(open).messages;
    byId('count').textContent = length + (length === 1 ? ' message' : ' messages');
  }
}

function add(message, previous) {
  const nodes = [bubble(message)];
  if (!previous || day(previous.receivedAt) !== day(message.receivedAt)) {
    nodes.unshift(element('li', { class: 'day' }, day(message.receivedAt)));
  }
  byId('messages').append(...nodes);
}

function toEnd() {
  const log = byId('messages');
  if (atEnd) log.scrollTop = log.scrollHeight;
}

function show(number) {
  open = number;
  const chat = chats.get(number);
  chat.unread = 0;
  byId('who').textContent = title(number);
  face(number, byId('face'));
  byId('messages').replaceChildren();
  chat.messages.forEach((message, i) => add(message, chat.messages[i - 1]));
  atEnd = true;
  list();
  toEnd();
}

function arrived(message) {
  if (!chats.has(message.to)) chats.set(message.to, { messages: [], unread: 0 });
  const chat = chats.get(message.to);
  const previous = chat.messages.at(-1);
  chat.messages.push(message);
  if (open === null) {
    show(message.to);
  } else if (open === message.to) {
    add(message, previous);
    toEnd();
  } else {
    chat.unread++;
  }
  list();
}

function restart(all) {
  chats.clear();
  all.forEach(({ number, messages }) => chats.set(number, { messages, unread: 0 }));
  if (chats.has(open)) {
    show(open);
  } else if (chats.size > 0) {
    show([...chats.keys()].at(-1));
  } else {
    open = null;
    byId('messages').replaceChildren();
    document.body.classList.remove('open');
    list();
  }
}

function live(on) {
  byId('live').textContent = on ? 'live' : 'connecting';
  byId('live').classList.toggle('on', on);
}

const events = new EventSource('emulator/events');
events.addEventListener('open', () => live(true));
events.addEventListener('error', () => live(false));
events.addEventListener('snapshot', event => restart(JSON.parse(event.data)));
events.addEventListener('message', event => arrived(JSON.parse(event.data)));

const log = byId('messages');
log.addEventListener('scroll', () => { atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60; });
// Pictures and players get their height after they are in the page; these events do not bubble.
for (const name of ['load', 'loadedmetadata']) log.addEventListener(name, toEnd, true);

byId('chats').addEventListener('keydown', event => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const buttons = [...byId('chats').querySelectorAll('button')];
  const target = buttons[buttons.indexOf(document.activeElement) + step];
  if (step && target) {
    event.preventDefault();
    target.focus();
  }
});

function back() {
  document.body.classList.remove('open');
  byId('chats').querySelector('[aria-current="true"]')?.focus();
}
byId('back').addEventListener('click', back);
document.addEventListener('keydown', event => { if (event.key === 'Escape') back(); });

for (const node of document.querySelectorAll('.base')) node.textContent = location.origin;
byId('copy').addEventListener('click', async () => {
  await navigator.clipboard.writeText(byId('command').textContent);
  byId('copy').textContent = 'Copied';
  setTimeout(() => { byId('copy').textContent = 'Copy'; }, 2000);
});
