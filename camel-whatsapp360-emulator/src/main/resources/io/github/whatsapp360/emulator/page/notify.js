// Notifications of the desktop, for those who want them: of new and failed messages while the page is not looked at.
import { alarm } from './announce.js';
import { on } from './changes.js';
import { byId } from './dom.js';
import { phone, plural } from './format.js';
import { summary } from './summary.js';

const KEY = 'notify'; // of the choice, which the browser keeps
const box = byId('notify');

function tell(title, body, id) {
  const note = new Notification(title, { body, tag: 'emulator' }); // it takes the place of the one before
  note.addEventListener('click', () => {
    window.focus();
    location.hash = '#message/' + encodeURIComponent(id);
    note.close();
  });
}

function news(messages, what) {
  if (!box.checked || document.hasFocus() || messages.length === 0) return;
  const last = messages.at(-1);
  const who = last.direction === 'in' ? 'From ' + phone(last.from || last.chat) : 'To ' + phone(last.chat);
  tell(messages.length > 1 ? plural(messages.length, what) : who, (last.status === 'failed' ? 'Failed: ' : '') + summary(last), last.id);
}

async function choose() {
  if (box.checked && await Notification.requestPermission() !== 'granted') {
    box.checked = false;
    alarm('The browser does not let this page notify you');
  }
  localStorage.setItem(KEY, box.checked ? 'on' : 'off');
}

box.disabled = !('Notification' in window);
box.checked = !box.disabled && Notification.permission === 'granted' && localStorage.getItem(KEY) === 'on';
box.addEventListener('change', () => choose().catch(console.error));
on('messages', messages => news([...messages], 'new message'));
on('changed', messages => news([...messages].filter(({ status }) => status === 'failed'), 'failed message'));
