// Buttons that copy something.
import { alarm } from './announce.js';
import { button } from './dom.js';

async function copy(node, label, text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    alarm('The browser does not let this page copy');
    return;
  }
  node.textContent = 'Copied';
  setTimeout(() => { node.textContent = label; }, 2000);
}

export const copier = (label, text) => button(label, event => copy(event.currentTarget, label, text()));
