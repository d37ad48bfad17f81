'use strict';

const chats = new Map(); // number -> messages, oldest first
let open = null;

const byId = id => document.getElementById(id);
const time = at => new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });

function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== '') node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

function size(bytes) {
  if (bytes >= 1048576) return (bytes / 1048576).toFixed(1) + ' MB';
  return bytes >= 1024 ? Math.round(bytes / 1024) + ' KB' : bytes + ' B';
}

// Text is only ever set as text; of links, only http and https become clickable.
function rich(text) {
  const paragraph = element('p');
  for (const part of text.split(/(https?:\/\/[^\s]+)/)) {
    paragraph.append(/^https?:\/\//.test(part)
      ? element('a', { href: part, rel: 'noreferrer noopener', target: '_blank' }, part)
      : part);
  }
  return paragraph;
}

function documentCard(message, source) {
  const name = message.filename || 'Document';
  const extension = (name.match(/\.([A-Za-z0-9]{1,5})$/) || ['', 'file'])[1].toUpperCase();
  const about = message.mediaId ? size(message.size) + ' · ' + message.mimeType : message.link;
  return element('div', { class: 'card' },
    element('span', { class: 'icon', 'aria-hidden': 'true' }, extension),
    element('span', {}, element('div', { class: 'name' }, name), element('div', { class: 'about' }, about)),
    element('a', { href: source, download: message.mediaId ? name : '', 'aria-label': 'Download ' + name }, 'Download'));
}

function content(message) {
  const source = message.mediaId ? 'emulator/media/' + message.mediaId : message.link;
  if (message.type !== 'document' && message.link) return rich(message.link);
  switch (message.type) {
    case 'text': return rich(message.text);
    case 'image': return element('img', { src: source, alt: message.caption || 'Image ' + message.filename });
    case 'sticker': return element('img', { src: source, alt: 'Sticker' });
    case 'video': return element('video', { src: source, controls: 'controls', preload: 'metadata', 'aria-label': 'Video ' + message.filename });
    case 'audio': return element('audio', { src: source, controls: 'controls', preload: 'metadata', 'aria-label': 'Audio ' + message.filename });
    case 'document': return documentCard(message, source);
    default: return rich('[' + message.type + ']');
  }
}

function bubble(message) {
  const item = element('li', { class: 'message ' + message.type, 'data-id': message.id, 'data-type': message.type }, content(message));
  if (message.caption) item.append(rich(message.caption));
  item.append(element('time', { datetime: new Date(message.at).toISOString() }, time(message.at)));
  return item;
}

function summary(message) {
  return message.text || message.caption || message.filename || message.type;
}

function showList() {
  const newest = [...chats.entries()].sort((a, b) => b[1].at(-1).at - a[1].at(-1).at);
  byId('chats').replaceChildren(...newest.map(([number, messages]) => {
    const last = messages.at(-1);
    const button = element('button', { type: 'button', 'aria-current': String(number === open) },
      element('span', { class: 'face', 'aria-hidden': 'true' }),
      element('span', { class: 'name' }, '+' + number),
      element('time', {}, time(last.at)),
      element('span', { class: 'last' }, summary(last)));
    button.addEventListener('click', () => { show(number); document.body.classList.add('open'); });
    return element('li', {}, button);
  }));
}

function show(number) {
  open = number;
  byId('who').textContent = '+' + number;
  byId('empty').hidden = true;
  byId('messages').replaceChildren(...chats.get(number).map(bubble));
  byId('messages').scrollTop = byId('messages').scrollHeight;
  showList();
}

function keep(message) {
  if (!chats.has(message.to)) chats.set(message.to, []);
  chats.get(message.to).push(message);
}

function arrived(message) {
  keep(message);
  if (open === null) return show(message.to);
  if (message.to === open) {
    const list = byId('messages');
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
    list.append(bubble(message));
    if (atEnd) list.scrollTop = list.scrollHeight;
  }
  showList();
}

const events = new EventSource('emulator/events');
events.addEventListener('open', () => { byId('live').textContent = 'live'; byId('live').className = 'on'; });
events.addEventListener('error', () => { byId('live').textContent = 'not connected'; byId('live').className = ''; });
events.addEventListener('snapshot', event => {
  chats.clear();
  JSON.parse(event.data).forEach(keep);
  if (chats.size > 0) show(chats.has(open) ? open : [...chats.keys()].at(-1));
});
events.addEventListener('message', event => arrived(JSON.parse(event.data)));
byId('back').addEventListener('click', () => document.body.classList.remove('open'));
