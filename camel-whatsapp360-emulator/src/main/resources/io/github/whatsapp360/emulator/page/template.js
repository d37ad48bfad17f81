// Templates. What the emulator knows, it has filled in; of others there is only what goes into their gaps.
import { copier } from './copier.js';
import { anchor, element, icon } from './dom.js';
import { phone, titled, until } from './format.js';
import { callPermission, flow, header, idle, press, row } from './interactive.js';
import { orderDetails } from './order.js';
import { paragraph } from './text.js';

const HEADERS = ['image', 'video', 'document', 'location'];

const is = (component, type) => component.type?.toLowerCase() === type;

const word = parameter => parameter[parameter.type]?.fallback_value ?? parameter.text ?? parameter.payload ??
  parameter.coupon_code ?? parameter[parameter.type]?.name ?? titled(parameter.type);

const top = ({ parameters = [] }) => parameters.find(parameter => HEADERS.includes(parameter.type));

const isProduct = ({ parameters = [] }) => parameters[0]?.type === 'product';

const order = ({ parameters = [] }) => parameters.map(({ action }) => action?.order_details).find(Boolean);

const answer = (message, act, { payload, text }) => press(text, 'reply', () => act.write(
  { type: 'button', button: { payload, text }, context: { id: message.id } }));

// A limited-time offer. Meta, "Limited-time offer templates": when it ends, and the code of its button.
const offer = ({ text, expires }, code) => element('div', { class: 'offer' },
  element('span', { class: 'sign', 'aria-hidden': 'true' }, icon('offer')),
  element('div', {},
    element('div', { class: 'name' }, text || 'Limited-time offer'),
    until(expires) && element('div', { class: 'about' }, 'Ends ' + until(expires)),
    code && element('div', { class: 'about' }, 'Code: ' + code)));

// A component that nothing is known of but its values.
function values(message, act, component) {
  const { type, sub_type: sub, parameters = [] } = component;
  if (is(component, 'header') && top(component)) return header(message, top(component));
  if (is(component, 'header') && isProduct(component)) return [idle('Product ' + parameters[0].product?.product_retailer_id, 'product')];
  if (is(component, 'limited_time_offer')) return [offer({ expires: Number(parameters[0]?.limited_time_offer?.expiration_time_ms) || '' })];
  if (is(component, 'carousel')) return cards(component.cards, card => unknown(message, act, card));
  if (!is(component, 'button')) {
    return parameters.length === 0 ? [] : [element('p', {}, ...parameters.flatMap(one => [element('span', { class: 'gap' }, word(one)), ' ']))];
  }
  if (order(component)) return orderDetails(order(component));
  const label = parameters.map(word).join(' ') || titled(sub || type);
  switch (sub?.toLowerCase()) {
    case 'quick_reply':
      return [row(answer(message, act, { payload: label, text: label }))];
    case 'copy_code':
      return [row(copy('Copy code: ' + label, label))];
    case 'flow':
      return [row(flowButton(message, act, '', parameters[0]?.action))];
    default:
      return [row(idle(titled(sub || type) + ': ' + label, 'link'))];
  }
}

const unknown = (message, act, { components = [] }) => components.flatMap(one => values(message, act, one));

const cards = (all = [], fill) => [element('div', { class: 'cards', role: 'group', 'aria-label': 'Cards' },
  ...all.map(card => element('div', { class: 'swipe' }, ...fill(card))))];

const copy = (label, code) => copier(element('span', {}, icon('copy'), label), () => code, { class: 'press' });

const flowButton = (message, act, text, { flow_token: token, flow_action_data: data } = {}, { action, screen } = {}) => flow(message, act,
  { flow_cta: text, flow_token: token || 'unused', flow_action: action, flow_action_payload: { screen, data } });

function filledButton(message, act, known) {
  const { text, url, phone: number, code, flow: opens = {} } = known;
  const type = known.type.toLowerCase();
  switch (type) {
    case 'quick_reply':
      return answer(message, act, known);
    case 'url':
      return anchor(url, element('span', {}, icon('link'), text));
    case 'phone_number':
      return idle([text, number && phone(number)].filter(Boolean).join(': '), 'phone');
    case 'voice_call':
      return idle(text, 'phone');
    case 'copy_code':
      return copy(['Copy code', code].filter(Boolean).join(': '), code || '');
    case 'otp':
      return copy(text, code || '');
    case 'flow':
      return flowButton(message, act, text, { flow_token: opens.token, flow_action_data: opens.data }, opens);
    default:
      return idle(text || titled(type), 'product');
  }
}

function filled(message, act, known, components) {
  const head = components.find(one => is(one, 'header'));
  const deck = components.find(one => is(one, 'carousel'));
  return [
    known.header ? element('p', { class: 'title' }, known.header) : head && values(message, act, head),
    known.offer && offer(known.offer, known.buttons?.find(({ code }) => code)?.code),
    known.body ? paragraph(known.body) : components.filter(one => is(one, 'body')).flatMap(one => values(message, act, one)),
    known.footer && element('p', { class: 'about' }, known.footer),
    components.map(order).filter(Boolean).flatMap(orderDetails),
    known.buttons?.length > 0 && row(...known.buttons.map(one => filledButton(message, act, one))),
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
