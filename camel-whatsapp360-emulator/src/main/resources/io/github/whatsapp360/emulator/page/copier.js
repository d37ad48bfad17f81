// Buttons that copy something.
import { alarm } from './announce.js';
import { button } from './dom.js';

async function copy(node, text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    alarm('The browser does not let this page copy');
    return;
  }
  if (node.textContent === 'Copied') return;
  const label = [...node.childNodes];
  node.replaceChildren('Copied');
  setTimeout(() => node.replaceChildren(...label), 2000);
}

export const copier = (label, text, attributes) => button(label, event => copy(event.currentTarget, text()), attributes);
