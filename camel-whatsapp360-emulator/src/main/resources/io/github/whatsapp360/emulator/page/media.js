// Files in bubbles: pictures, players, and cards for documents.
import { anchor, element, icon } from './dom.js';
import { size, titled } from './format.js';
import { isVoice } from './summary.js';

const FORMATS = [
  [/pdf$/i, 'pdf', 'PDF'],
  [/word|docx?$/i, 'word', 'Word document'],
  [/excel|spreadsheet|xlsx?$/i, 'sheet', 'Spreadsheet'],
  [/powerpoint|presentation|pptx?$/i, 'slides', 'Presentation'],
  [/^text|txt$/i, 'text', 'Text'],
];

const source = ({ mediaId, id }) => 'emulator/media/' + encodeURIComponent(mediaId) + '?message=' + encodeURIComponent(id);

function card(message) {
  const name = message.filename || 'Untitled';
  const extension = /\.([a-z0-9]{1,4})$/i.exec(name);
  const [, look, format] = FORMATS.find(([type]) => type.test(message.mimeType || name)) || ['', 'other', message.mimeType];
  const get = message.mediaId
    ? element('a', { class: 'download', href: source(message), download: name, 'aria-label': 'Download ' + name }, 'Download')
    : anchor(message.link, 'Open');
  return element('div', { class: 'card' },
    element('span', { class: 'icon ' + look, 'aria-hidden': 'true' }, extension ? extension[1].toUpperCase() : 'FILE'),
    element('div', {},
      element('div', { class: 'name', title: name }, name),
      element('div', { class: 'about' }, message.mediaId ? [format, message.size && size(message.size)].filter(Boolean).join(' · ') : message.link)),
    get);
}

function picture(message, label) {
  return element('a', { href: source(message), target: '_blank', class: 'picture' },
    element('img', { src: source(message), alt: label, decoding: 'async' }));
}

const player = (message, label) => element(message.type, { src: source(message), controls: true, preload: 'metadata', 'aria-label': label });

// A voice message has a microphone; any other sound a note, and its name.
function sound(message) {
  const voice = isVoice(message);
  const name = message.filename || 'Audio';
  return element('div', { class: 'sound' + (voice ? ' voice' : '') },
    element('span', { class: 'sign', role: 'img', 'aria-label': voice ? 'Voice message' : 'Audio file' }, icon(voice ? 'voice' : 'note')),
    element('div', {},
      !voice && element('div', { class: 'name', title: name }, name),
      player(message, voice ? 'Voice message' : name)));
}

export function media(message) {
  const label = [message.caption || titled(message.type), message.filename].filter(Boolean).join(', ');
  if (message.type === 'document') return [card(message)];
  if (!message.mediaId) {
    return [element('p', { class: 'kind' }, 'Linked ' + (isVoice(message) ? 'voice message' : message.type)), element('p', {}, anchor(message.link, message.link))];
  }
  switch (message.type) {
    case 'image':
      return [picture(message, label)];
    case 'sticker':
      return [element('img', { src: source(message), alt: 'Sticker' })];
    case 'audio':
      return [sound(message)];
    default:
      return [player(message, label)];
  }
}
