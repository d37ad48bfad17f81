// What stands in a bubble, for each type of message.
import { element, icon } from './dom.js';
import { titled } from './format.js';
import { interactive } from './interactive.js';
import { media } from './media.js';
import { cart } from './order.js';
import { location } from './place.js';
import { permission, summary } from './summary.js';
import { template } from './template.js';
import { paragraph } from './text.js';

function json(content) {
  return element('details', {}, element('summary', {}, 'JSON'),
    element('pre', { tabindex: '0' }, JSON.stringify(content, null, 2)));
}

function contact({ name, org, phones, emails, urls }) {
  const numbers = (phones || []).map(({ phone }) => phone).filter(Boolean).map(phone => element('span', { class: 'number' }, phone));
  const lines = [org?.company, ...numbers, ...(emails || []).map(({ email }) => email),
    ...(urls || []).map(({ url }) => url)].filter(Boolean);
  return element('div', { class: 'card person' },
    element('span', { class: 'icon', 'aria-hidden': 'true' }, icon('person')),
    element('div', {}, element('div', { class: 'name' }, name?.formatted_name || 'Contact'),
      ...lines.map(line => element('div', { class: 'about' }, line))));
}

function reply(content) {
  const { button_reply: button, list_reply: row, nfm_reply: form, call_permission_reply: calls } = content;
  if (calls) return [element('p', { class: 'idle' }, icon(calls.response === 'accept' ? 'phone' : 'close'), permission(calls)), json(content)];
  if (form) return [paragraph(form.body || 'Form sent'), json(content)];
  const { title, description } = button || row;
  return [paragraph(title), description && element('p', { class: 'about' }, description)];
}

const isReply = content => content.button_reply || content.list_reply || content.nfm_reply || content.call_permission_reply;

// A type that has no look of its own: its readable parts, and the JSON.
function other({ type, content }) {
  const words = [content?.header?.text, content?.body?.text, content?.footer?.text, content?.body, content?.text, content?.emoji]
    .filter(word => typeof word === 'string' && word);
  return [element('p', { class: 'kind' }, titled(type)), ...words.map(word => paragraph(word)), json(content)];
}

export function content(message, act) {
  switch (message.type) {
    case 'text':
      return [paragraph(message.text)];
    case 'image':
    case 'video':
    case 'audio':
    case 'sticker':
    case 'document':
      return [...media(message), message.caption && paragraph(message.caption)];
    case 'location':
      return location(message.content);
    case 'contacts':
      return [].concat(message.content).map(contact);
    case 'system':
      return [element('p', {}, message.content.body)];
    case 'button':
      return [paragraph(message.content.text || message.content.payload || '')];
    case 'interactive':
      return isReply(message.content) ? reply(message.content) : interactive(message, act);
    case 'reaction': // its message is further back than what is here
      return [element('p', { class: 'kind' }, summary(message) + ' to an earlier message')];
    case 'order':
      return cart(message.content, message.view?.amount);
    case 'unsupported':
      return [element('p', { class: 'idle' }, icon('unsupported'), summary(message)),
        element('p', { class: 'about' }, 'The business gets an error instead')];
    case 'template':
      return template(message, act);
    default:
      return other(message);
  }
}
