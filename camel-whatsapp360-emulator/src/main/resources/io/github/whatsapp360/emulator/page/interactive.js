// Messages to press something on. What is pressed is written back as the customer.
import { anchor, button, element, icon } from './dom.js';
import { choose } from './choices.js';
import { media } from './media.js';
import { titled } from './format.js';
import { paragraph } from './text.js';

const MEDIA = ['image', 'video', 'document'];

function header(message, part) {
  if (!part) return [];
  const type = MEDIA.find(name => part[name]);
  if (!type) return part.text ? [element('p', { class: 'title' }, part.text)] : [];
  const { id, link, filename } = part[type];
  return media({ id: message.id, type, mediaId: id || '', link, filename, mimeType: '', size: 0, caption: '' });
}

const row = (...buttons) => element('div', { class: 'actions' }, ...buttons);

const press = (label, sign, act) => button(element('span', {}, sign && icon(sign), label), act, { class: 'press' });

// Something that is shown, but that the emulator does not do.
const idle = (label, sign) => element('p', { class: 'idle' }, icon(sign), label);

const replyTo = (message, reply) => ({ type: 'interactive', interactive: reply, context: { id: message.id } });

function quickReply(message, act, { reply, quick_reply: quick }) {
  const { id, title } = reply || quick;
  return press(title, 'reply', () => act.write(replyTo(message, { type: 'button_reply', button_reply: { id, title } })));
}

function list(message, act, { button: label, sections }) {
  const pick = ({ id, title, description }) => act.write(
    replyTo(message, { type: 'list_reply', list_reply: { id, title, ...(description && { description }) } }));
  return press(label, 'list', () => choose(label, sections, pick));
}

function flow(message, act, { flow_cta: label, flow_token: token }) {
  const json = JSON.stringify({ ...(token && { flow_token: token }) });
  const reply = { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: json } };
  return press(label || 'Open the form', 'flow', () => act.write(replyTo(message, reply)));
}

function url({ display_text: label, url }) {
  return anchor(url, element('span', {}, icon('link'), label || url));
}

function products({ product_retailer_id: one, sections }) {
  const ids = one ? [one] : (sections || []).flatMap(({ product_items: items }) => items.map(item => item.product_retailer_id));
  return ids.map(id => idle('Product ' + id, 'product'));
}

function place(message, act) {
  return press('Send location', 'pin', () => act.write(
    { type: 'location', location: { latitude: 52.516275, longitude: 13.377704, name: 'Brandenburg Gate' }, context: { id: message.id } }));
}

function actions(message, act, { type, action = {} }) {
  if (action.buttons) return [row(...action.buttons.map(one => quickReply(message, act, one)))];
  switch (type) {
    case 'list':
      return [row(list(message, act, action))];
    case 'cta_url':
      return [row(url(action.parameters))];
    case 'flow':
      return [row(flow(message, act, action.parameters))];
    case 'location_request_message':
      return [row(place(message, act))];
    case 'product':
    case 'product_list':
      return products(action);
    case 'carousel':
      return [element('div', { class: 'cards', role: 'group', 'aria-label': 'Cards' },
        ...(action.cards || []).map(card => element('div', { class: 'swipe' }, ...parts(message, act, card))))];
    default:
      return action.product_retailer_id ? products(action) : [idle(titled(type || action.name || 'interactive'), 'product')];
  }
}

function parts(message, act, { header: top, body, footer, ...rest }) {
  return [
    ...header(message, top),
    body?.text && paragraph(body.text),
    footer?.text && element('p', { class: 'about' }, footer.text),
    ...actions(message, act, rest.action?.parameters?.url ? { ...rest, type: 'cta_url' } : rest),
  ];
}

export const interactive = (message, act) => parts(message, act, message.content);

// The words of a template are the service's; a message has only what goes into the gaps.
const word = parameter => parameter[parameter.type]?.fallback_value ?? parameter.text ?? parameter.payload ??
  parameter.coupon_code ?? parameter[parameter.type]?.name ?? titled(parameter.type);

function component(message, act, { type, sub_type: sub, parameters = [] }) {
  const file = parameters.find(parameter => MEDIA.includes(parameter.type));
  if (type.toLowerCase() === 'header' && file) return header(message, file);
  if (type.toLowerCase() !== 'button') {
    return parameters.length === 0 ? [] : [element('p', {}, ...parameters.flatMap(one => [element('span', { class: 'gap' }, word(one)), ' ']))];
  }
  const label = parameters.map(word).join(' ') || titled(sub || 'button');
  if (sub?.toLowerCase() !== 'quick_reply') return [idle(titled(sub || 'button') + ': ' + label, 'link')];
  return [row(press(label, 'reply', () => act.write(
    { type: 'button', button: { payload: label, text: label }, context: { id: message.id } })))];
}

export function template(message, act) {
  const { name, language, components = [] } = message.content;
  return [
    element('p', { class: 'kind' }, 'Template'),
    element('p', { class: 'title' }, [name, language?.code].filter(Boolean).join(' · ')),
    ...components.flatMap(one => component(message, act, one)),
  ];
}
