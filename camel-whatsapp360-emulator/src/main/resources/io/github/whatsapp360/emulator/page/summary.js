// A message in a few words: for the list of chats, quotes, and those who listen to the page.
import { several } from './business.js';
import { phone, titled } from './format.js';
import { find } from './store.js';

const NAMES = {
  image: 'Photo', audio: 'Audio', location: 'Location', contacts: 'Contact', template: 'Template',
  request_welcome: 'Opened the chat', unsupported: 'Unsupported message',
};

// A voice message is an audio file that says it is one.
export const isVoice = ({ type, content }) => type === 'audio' && content?.voice === true;

const textOf = part => [part?.body?.text, part?.header?.text, part?.footer?.text, part?.name, part?.address];

export function permission({ response, is_permanent: always }) {
  if (response !== 'accept') return 'Does not allow calls';
  return always ? 'Allows calls' : 'Allows calls for 7 days';
}

const chosen = ({ button_reply: button, list_reply: row, nfm_reply: form, call_permission_reply: calls }) =>
  button?.title || row?.title || form?.body || (calls && permission(calls));

function about({ type, content, caption, filename, view }) {
  switch (type) {
    case 'template':
      return view?.template?.body || content?.name;
    case 'sticker':
      return '';
    case 'unsupported':
      return content?.type && titled(content.type);
    case 'audio':
      return isVoice({ type, content }) ? '' : filename;
    case 'contacts':
      return [].concat(content).map(contact => contact.name?.formatted_name).filter(Boolean).join(', ');
    case 'interactive':
      return chosen(content) || textOf(content).find(Boolean);
    default:
      return caption || filename || textOf(content).find(word => typeof word === 'string' && word);
  }
}

function reaction({ content }) {
  const to = find(content?.message_id);
  const what = content?.emoji ? 'Reacted ' + content.emoji : 'Took a reaction back';
  return to && to.type !== 'reaction' ? what + ' to “' + summary(to) + '”' : what;
}

export function summary(message) {
  if (message.type === 'text') return message.text;
  if (message.type === 'button') return message.content?.text || 'Button';
  if (message.type === 'reaction') return reaction(message);
  if (message.type === 'system') return message.content.body;
  const words = about(message);
  if (message.type === 'interactive') return words || 'Interactive message';
  const name = isVoice(message) ? 'Voice message' : NAMES[message.type] || titled(message.type);
  return words ? name + ': ' + words : name;
}

export const business = number => (several() ? 'Business ' + phone(number) : 'Business');

export const sender = message => (message.direction === 'in' ? phone(message.from || message.chat) : business(message.business));
