// Templates. What the emulator knows, it has filled in; of others there is only what goes into their gaps.
import { anchor, element, icon } from './dom.js';
import { phone, titled } from './format.js';
import { callPermission, header, idle, press, row } from './interactive.js';
import { orderDetails } from './order.js';
import { paragraph } from './text.js';

const MEDIA = ['image', 'video', 'document'];

const is = (component, type) => component.type?.toLowerCase() === type;

const word = parameter => parameter[parameter.type]?.fallback_value ?? parameter.text ?? parameter.payload ??
  parameter.coupon_code ?? parameter[parameter.type]?.name ?? titled(parameter.type);

const file = ({ parameters = [] }) => parameters.find(parameter => MEDIA.includes(parameter.type));

const order = ({ parameters = [] }) => parameters.map(({ action }) => action?.order_details).find(Boolean);

const answer = (message, act, { payload, text }) => press(text, 'reply', () => act.write(
  { type: 'button', button: { payload, text }, context: { id: message.id } }));

// A component that nothing is known of but its values.
function values(message, act, component) {
  const { type, sub_type: sub, parameters = [] } = component;
  if (is(component, 'header') && file(component)) return header(message, file(component));
  if (is(component, 'carousel')) return cards(component.cards, card => unknown(message, act, card));
  if (!is(component, 'button')) {
    return parameters.length === 0 ? [] : [element('p', {}, ...parameters.flatMap(one => [element('span', { class: 'gap' }, word(one)), ' ']))];
  }
  if (order(component)) return orderDetails(order(component));
  const label = parameters.map(word).join(' ') || titled(sub || type);
  return sub?.toLowerCase() === 'quick_reply'
    ? [row(answer(message, act, { payload: label, text: label }))]
    : [idle(titled(sub || type) + ': ' + label, 'link')];
}

const unknown = (message, act, { components = [] }) => components.flatMap(one => values(message, act, one));

const cards = (all = [], fill) => [element('div', { class: 'cards', role: 'group', 'aria-label': 'Cards' },
  ...all.map(card => element('div', { class: 'swipe' }, ...fill(card))))];

function filledButton(message, act, known) {
  const { text, url, phone: number, code } = known;
  const type = known.type.toLowerCase();
  switch (type) {
    case 'quick_reply':
      return row(answer(message, act, known));
    case 'url':
      return row(anchor(url, element('span', {}, icon('link'), text)));
    case 'phone_number':
      return idle([text, number && phone(number)].filter(Boolean).join(': '), 'phone');
    case 'voice_call':
      return idle(text, 'phone');
    default:
      return idle([text || titled(type), code].filter(Boolean).join(': '), type === 'flow' ? 'flow' : 'link');
  }
}

function filled(message, act, known, components) {
  const top = components.find(one => is(one, 'header'));
  const deck = components.find(one => is(one, 'carousel'));
  return [
    known.header ? element('p', { class: 'title' }, known.header) : top && values(message, act, top),
    known.body ? paragraph(known.body) : components.filter(one => is(one, 'body')).flatMap(one => values(message, act, one)),
    known.footer && element('p', { class: 'about' }, known.footer),
    components.map(order).filter(Boolean).flatMap(orderDetails),
    (known.buttons || []).map(one => filledButton(message, act, one)),
    known.callPermission && callPermission(message, act),
    known.cards && cards(known.cards.map((card, i) => ({ card, components: deck?.cards?.[i]?.components || [] })),
      one => filled(message, act, one.card, one.components)),
  ].flat().filter(Boolean);
}

export function template(message, act) {
  const { name, language, components = [] } = message.content;
  const label = [name, language?.code].filter(Boolean).join(' · ');
  if (message.view?.template) {
    return [element('p', { class: 'kind' }, 'Template ' + label), ...filled(message, act, message.view.template, components)];
  }
  return [
    element('p', { class: 'kind' }, 'Template'),
    element('p', { class: 'title' }, label),
    ...unknown(message, act, { components }),
  ];
}
