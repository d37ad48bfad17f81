// Numbers of customers as people write them, and what is wrong with one.
import { element } from './dom.js';

const SIGNS = /[+\-‐-―().\s\p{Cf}]/gu; // and what is not seen, as in numbers that were copied
const MISSING = 'A number is missing';
const USER_ID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]+$/;

// Without its signs; a user ID stays as it is.
export const plain = text => (USER_ID.test(text.trim()) ? text.trim() : text.replace(SIGNS, ''));

// What is wrong; empty if nothing is.
export function problem(text) {
  const digits = plain(text);
  const other = /\D/u.exec(digits);
  if (USER_ID.test(digits)) return '';
  if (other) return `“${other[0]}” does not belong in a number`;
  if (/\(0\)/.test(text)) return 'Leave out the (0): with the country code it is not dialled';
  if (digits.startsWith('0')) return 'Begin with the country code, as +49, not with 0';
  return digits.length < 5 || digits.length > 15 ? `A number has 5 to 15 digits, and this one ${digits.length}` : '';
}

export const several = text => text.split(/[,;]/).map(one => one.trim()).filter(Boolean);

// A field for one number, or for several with commas between them, says below it what is wrong.
export function numberField(input, split = text => [text.trim()].filter(Boolean)) {
  const said = element('span', { class: 'problem', id: (input.id || input.form.id + '-' + input.name) + '-problem', role: 'alert', hidden: true });
  input.after(said);
  input.setAttribute('aria-describedby', said.id);
  const show = () => {
    said.textContent = input.validity.valueMissing ? MISSING : input.validationMessage;
    said.hidden = input.validity.valid;
    input.setAttribute('aria-invalid', String(!input.validity.valid));
  };
  const check = () => {
    const numbers = split(input.value);
    input.setCustomValidity(input.required && numbers.length === 0 ? MISSING : numbers.map(problem).find(Boolean) || '');
    if (!said.hidden) show();
  };
  input.addEventListener('input', check);
  input.addEventListener('invalid', event => {
    event.preventDefault(); // the browser's own window would hide what is below
    show();
    input.focus();
  });
  check();
}
