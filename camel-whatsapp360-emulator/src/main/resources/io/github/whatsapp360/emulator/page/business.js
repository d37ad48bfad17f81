// The numbers of the business, and the one whose chats are shown.
import { tell } from './changes.js';
import { byId, element } from './dom.js';
import { phone } from './format.js';

const filter = byId('business');
const receiver = byId('to-business');
let numbers = [];

export const several = () => numbers.length > 1;

// The one that was chosen; empty for all.
export const chosen = () => filter.value;

export const isShown = ({ business }) => chosen() === '' || business === chosen();

export function choose(number) {
  filter.value = number;
}

// Which number a message is of, for where messages of several are shown.
export const namesBusiness = () => several() && chosen() === '';

const option = number => element('option', { value: number }, phone(number));

export function takeNumbers(all) {
  if (all.map(({ number }) => number).join() === numbers.join()) return;
  numbers = all.map(({ number }) => number);
  filter.replaceChildren(element('option', { value: '' }, 'All numbers'), ...numbers.map(option));
  receiver.replaceChildren(...numbers.map(option));
  filter.hidden = !several();
  receiver.parentElement.hidden = !several();
  tell('numbers');
}

// To which number the customer writes. One that a person has chosen stays until another chat is open.
let byPerson = false;

export const to = () => (several() ? receiver.value : '');

export function writeTo(business) {
  if (!byPerson) receiver.value = chosen() || business || numbers[0] || '';
}

export function forgetChoice() {
  byPerson = false;
}

receiver.addEventListener('change', () => { byPerson = true; });
filter.addEventListener('change', () => {
  forgetChoice();
  tell('business');
});
