// Building the page. Everything that a message contains gets in as text or as an attribute, never as HTML.
import { isGroup } from './format.js';

export const byId = id => document.getElementById(id);

export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return node;
}

export function button(label, act, attributes = {}) {
  const node = element('button', { type: 'button', ...attributes }, ...[label].flat());
  node.addEventListener('click', act);
  return node;
}

const PATHS = {
  accepted: 'M12 7v5l3 2M12 3a9 9 0 1 0 .01 0',
  sent: 'M4 13l5 5L20 6',
  delivered: 'M1 13l5 5L16 6M10 16l2 2L23 6',
  read: 'M1 13l5 5L16 6M10 16l2 2L23 6',
  failed: 'M12 7v6M12 16.5v.5M12 3a9 9 0 1 0 .01 0',
  reply: 'M10 6 4 12l6 6M4 12h9c4 0 7 2 7 6',
  react: 'M12 3a9 9 0 1 0 .01 0M8.500 10v.5M15.500 10v.5M8 14c1 2 2.500 2.700 4 2.700s3-.7 4-2.700',
  pin: 'M12 21c-5-6-7-8.500-7-12a7 7 0 0 1 14 0c0 3.500-2 6-7 12zM12 6.500a2.500 2.500 0 1 0 .01 0',
  person: 'M12 3.500a4 4 0 1 0 .01 0M4 20.500c.5-4 3.500-6 8-6s7.500 2 8 6',
  group: 'M9 4.500a3.500 3.500 0 1 0 .01 0M2.500 19.500c.3-3.500 3-5 6.500-5s6.200 1.500 6.500 5M16 4.800a3.500 3.500 0 0 1 0 6.500M18 14.800c2 .6 3.300 2.200 3.500 4.700',
  list: 'M9 6h11M9 12h11M9 18h11M4 6h.5M4 12h.5M4 18h.5',
  link: 'M10 14 20 4M14 4h6v6M18 13v7H4V6h7',
  close: 'M5 5l14 14M19 5 5 19',
  copy: 'M8 8h12v12H8zM16 8V4H4v12h4',
  offer: 'M4 10h16v10H4zM3 6h18v4H3zM12 6v14M12 6c-6-6-8 0 0 0c8 0 6-6 0 0',
  forwarded: 'M14 6l6 6-6 6M20 12h-9c-4 0-7 2-7 6',
  'frequently_forwarded': 'M7 6l6 6-6 6M14 6l6 6-6 6M12 12H9c-3 0-6 2-6 6',
  unsupported: 'M9.500 9a2.500 2.500 0 1 1 3.500 2.500c-1 .5-1 1-1 2M12 16.500v.5M12 3a9 9 0 1 0 .01 0',
  flow: 'M4 4h16v16H4zM8 9h8M8 13h8M8 17h4',
  phone: 'M5 4h4l2 5-2.500 1.500a11 11 0 0 0 5 5L15 13l5 2v4a1 1 0 0 1-1 1A15 15 0 0 1 4 5a1 1 0 0 1 1-1z',
  home: 'M3 12l9-8 9 8M6 10v10h12V10M10 20v-6h4v6',
  voice: 'M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5.500 11a6.500 6.500 0 0 0 13 0M12 17.500V21M9 21h6',
  note: 'M9 18a2.500 2.500 0 1 1-.01-1.500M9 17V6l10-2v11M19 16a2.500 2.500 0 1 1-.01-1.500',
  product: 'M5 8h14l-1 13H6zM9 11V7a3 3 0 0 1 6 0v4',
};

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'drawn');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

// A link to the web; an address of any other kind, as one that runs a script, is only shown.
export function anchor(href, ...children) {
  if (!/^https?:/i.test(href)) return element('span', { title: href }, ...children);
  return element('a', { href, target: '_blank', rel: 'noreferrer noopener' }, ...children);
}

// Opens a dialog; if it is closed by Escape, its value is empty, whatever it was the last time.
export function ask(dialog) {
  dialog.returnValue = '';
  dialog.showModal();
}

// A round sign for a person, the end of the number, or for a group; in a colour that stays the same.
export function face(number, node = element('span', { class: 'face', 'aria-hidden': 'true' })) {
  node.style.setProperty('--hue', [...number].reduce((sum, digit) => (sum * 31 + digit.charCodeAt(0)) % 360, 7));
  node.replaceChildren(isGroup(number) ? icon('group') : number.slice(-2));
  return node;
}

// Shows rows in this order. Those that are there already stay, so that a click that has begun on one is not lost.
export function showRows(list, items, key, make, refresh) {
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  const old = new Map([...list.children].map(node => [node.dataset.key, node]));
  let at = list.firstElementChild;
  for (const item of items) {
    const node = old.get(key(item)) || make(item);
    node.dataset.key = key(item);
    refresh(node, item);
    if (node === at) at = at.nextElementSibling;
    else list.insertBefore(node, at);
  }
  while (at) {
    const next = at.nextElementSibling;
    at.remove();
    at = next;
  }
  if (focused?.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
}

// Keys that move between the focusable children of a list.
export function arrows(event, nodes) {
  const at = nodes.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: nodes.length - 1 }[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  nodes[to]?.focus();
}
