// Messages to press something on. What is pressed is written back as the customer.
import { askAddress } from './address.js';
import * as api from './api.js';
import { choose } from './choices.js';
import { anchor, button, element, icon } from './dom.js';
import { openFlow } from './flow.js';
import { titled } from './format.js';
import { media } from './media.js';
import { orderDetails, orderStatus } from './order.js';
import { location } from './place.js';
import { paragraph } from './text.js';

const MEDIA = ['image', 'video', 'document'];

const PERMITTED = 7 * 24 * 60 * 60; // seconds; Meta, "Obtain user call permissions"

// A file in a header, of which the emulator told what it knows, or which it has fetched by its link.
export function header(message, part) {
  if (!part) return [];
  if (part.location) return location(part.location).filter(Boolean);
  const type = MEDIA.find(name => part[name]);
  if (!type) return part.text ? [element('p', { class: 'title' }, part.text)] : [];
  const { id, link, filename } = part[type];
  const fetched = message.links?.find(one => one.mediaId && one.link === link);
  const known = message.view?.files?.[id] || fetched || {};
  return media({
    id: message.id, type, mediaId: id || fetched?.mediaId || '', link, filename: filename || known.filename, mimeType: known.mimeType || '',
    size: known.size, caption: '',
  });
}

export const row = (...buttons) => element('div', { class: 'actions' }, ...buttons);

export const press = (label, sign, act) => button(element('span', {}, sign && icon(sign), label), act, { class: 'press' });

// Something that is shown, but that the emulator does not do.
export const idle = (label, sign) => element('p', { class: 'idle' }, icon(sign), label);

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

export function flow(message, act, parameters = {}) {
  const open = () => openFlow(message, parameters, reply => act.write(replyTo(message, reply)));
  return press(parameters.flow_cta || 'Open the form', 'flow', open);
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

function address(message, act, parameters) {
  return press('Give the address', 'home', () => askAddress(parameters, reply => act.write(replyTo(message, reply))));
}

// Until when, by the emulator's clock.
async function permit(message, act, answer) {
  const { now } = await api.settings();
  const until = answer.response === 'accept' && !answer.is_permanent && { expiration_timestamp: Math.floor(Date.parse(now) / 1000) + PERMITTED };
  const reply = { ...answer, ...until, response_source: 'user_action' };
  await act.write(replyTo(message, { type: 'call_permission_reply', call_permission_reply: reply }));
}

export function callPermission(message, act) {
  const answer = (label, sign, reply) => press(label, sign, () => api.attempt(permit(message, act, reply)));
  return row(
    answer('Allow calls for 7 days', 'phone', { response: 'accept', is_permanent: false }),
    answer('Always allow calls', 'phone', { response: 'accept', is_permanent: true }),
    answer('Do not allow', 'close', { response: 'reject' }));
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
    case 'address_message':
      return [row(address(message, act, action.parameters))];
    case 'call_permission_request':
      return [callPermission(message, act)];
    case 'voice_call':
      return [idle(action.parameters?.display_text || 'Call now', 'phone')];
    case 'order_details':
      return [...orderDetails(action.parameters || {}), idle('Review and pay', 'product')];
    case 'order_status':
      return orderStatus(action.parameters || {});
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
