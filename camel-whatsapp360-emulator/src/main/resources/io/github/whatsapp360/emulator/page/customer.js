// Who the customer of the open chat is: number, names, user ID and identity key.
import * as api from './api.js';
import { openNumber } from './chat.js';
import { open } from './chats.js';
import { ask, byId } from './dom.js';
import { phone } from './format.js';
import { numberField, plain } from './number.js';
import { chats } from './store.js';

const dialog = byId('customer');
const form = byId('customer-form');
const { number, name, username, userId, numberHidden, identityKeyHash } = form.elements;
const texts = { name, username, userId, identityKeyHash };
let shown = null;

function show(customer) {
  shown = customer;
  number.value = phone(customer.number);
  number.dispatchEvent(new Event('input'));
  for (const [field, input] of Object.entries(texts)) input.value = customer[field];
  numberHidden.checked = customer.numberHidden;
  byId('customer-problem').textContent = '';
}

// Only what was changed.
function changes() {
  const now = Object.fromEntries(Object.entries(texts).map(([field, input]) => [field, input.value.trim()]));
  const all = { number: plain(number.value), ...now, numberHidden: numberHidden.checked };
  return Object.fromEntries(Object.entries(all).filter(([field, value]) => value !== shown[field]));
}

async function save() {
  try {
    const after = await api.changeCustomer(shown.number, changes());
    dialog.close();
    if (after.number !== shown.number && chats.has(after.number)) open(after.number);
  } catch (e) {
    byId('customer-problem').textContent = e.message;
  }
}

numberField(number);
byId('customer-open').addEventListener('click', () => {
  show(chats.get(openNumber()));
  ask(dialog);
});
form.addEventListener('submit', event => {
  event.preventDefault();
  save();
});
byId('customer-close').addEventListener('click', () => dialog.close());
