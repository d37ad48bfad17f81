// The form that an address message opens. Meta, "Address messages": which fields a country has.
import { ask, button, byId, element } from './dom.js';
import { numberField } from './number.js';

const COMMON = { name: 'Name', phone_number: 'Phone number' };
const FIELDS = {
  IN: {
    ...COMMON, in_pin_code: 'Pin code', house_number: 'Flat or house number', floor_number: 'Floor number', tower_number: 'Tower number',
    building_name: 'Building or apartment name', address: 'Address', landmark_area: 'Landmark or area', city: 'City', state: 'State',
  },
  SG: { ...COMMON, sg_post_code: 'Post code', address: 'Address', unit_number: 'Unit number', city: 'City' },
};
const SHORT = ['in_pin_code', 'sg_post_code']; // 6 characters at most

const dialog = byId('address');
const form = dialog.querySelector('form');
const fields = byId('address-fields');
let send = null;
let saved = '';

function field(name, label, value, problem) {
  const input = element('input', { name, value, autocomplete: 'off', maxlength: SHORT.includes(name) && 6, type: name === 'phone_number' ? 'tel' : 'text' });
  const said = problem && element('span', { class: 'problem' }, problem);
  return element('label', {}, label, ' ', input, said);
}

function show(names, values, problems) {
  fields.replaceChildren(...Object.entries(names).map(([name, label]) => field(name, label, values[name], problems[name])));
  numberField(form.elements.phone_number);
}

export function askAddress({ country, values = {}, saved_addresses: addresses = [], validation_errors: problems = {} } = {}, answer) {
  const names = FIELDS[country] || FIELDS.IN;
  send = answer;
  saved = '';
  byId('address-saved').replaceChildren(...addresses.map(({ id, value }) => button(
    [value?.name, value?.address].filter(Boolean).join(', ') || id, () => {
      saved = id;
      show(names, value || {}, {});
    })));
  show(names, values, problems);
  ask(dialog);
}

const filled = () => Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value));

// The words of the answer: name and number in lines of their own, as in Meta's example.
function body({ name, phone_number: phone, ...rest }) {
  return [name, phone, Object.values(rest).join(', ')].filter(Boolean).join('\n');
}

dialog.addEventListener('close', () => {
  if (dialog.returnValue !== 'send') return;
  const values = filled();
  const json = JSON.stringify({ ...(saved && { saved_address_id: saved }), values });
  send({ type: 'nfm_reply', nfm_reply: { name: 'address_message', body: body(values), response_json: json } });
});
fields.addEventListener('input', () => { saved = ''; });
