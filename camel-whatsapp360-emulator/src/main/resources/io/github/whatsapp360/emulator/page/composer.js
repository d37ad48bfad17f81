// Where a person writes as the customer.
import * as api from './api.js';
import { forgetChoice, to, writeTo } from './business.js';
import { on } from './changes.js';
import { openNumber } from './chat.js';
import { button, byId, element, icon } from './dom.js';
import { isGroup, phone, size } from './format.js';
import { act, toEnd } from './log.js';
import { plain } from './number.js';
import { chat, chats } from './store.js';
import { sender, summary } from './summary.js';
import { preview } from './text.js';

const text = byId('text');
let files = [];
let quoted = null;
let forwarded = ''; // the field of the context that says so
const voices = new WeakSet(); // the files that are voice notes

function showQuote() {
  byId('quoting').hidden = quoted === null;
  if (quoted) {
    byId('quoting-who').textContent = sender(quoted);
    byId('quoting-what').replaceChildren(...preview(summary(quoted)));
  }
}

function quote(message) {
  quoted = message;
  showQuote();
}

// What is sent next is marked as forwarded; it answers nothing.
export function forward(how, label) {
  forwarded = how;
  byId('forwarding').hidden = how === '';
  byId('forwarding-how').replaceChildren(...how ? [icon(how), label] : []);
  if (how) quote(null);
}

function showFiles() {
  byId('files').replaceChildren(...files.map(file => element('li', {},
    voices.has(file) && icon('voice'), element('span', { class: 'name' }, (voices.has(file) ? 'Voice note: ' : '') + file.name), element('span', { class: 'about' }, size(file.size)),
    button(icon('close'), () => {
      files = files.filter(other => other !== file);
      showFiles();
      text.focus();
    }, { 'aria-label': 'Remove ' + file.name }))));
  byId('files').hidden = files.length === 0;
  text.placeholder = files.length > 0 ? 'Caption' : 'Reply as the customer';
  fit();
}

function fit() {
  text.style.height = 'auto';
  text.style.height = Math.min(text.scrollHeight + 2, 140) + 'px';
  byId('send').disabled = text.value.trim() === '' && files.length === 0;
}

function take(list) {
  files.push(...list);
  showFiles();
  text.focus();
}

export function record(list) {
  for (const file of list) voices.add(file);
  take(list);
}

// In a group, the participant who writes; those who have written are offered.
function writer(number) {
  return isGroup(number) ? { from: plain(byId('participant').value) } : {};
}

const writers = number => isGroup(number) ? chat(number).messages.map(({ from }) => from).filter(Boolean) : [];

function offerWriters() {
  const all = new Set(writers(openNumber()));
  byId('participants').replaceChildren(...[...all].map(one => element('option', { value: phone(one) })));
}

// Writes as the customer of the open chat. What was written is at the end, and is seen; a reaction is not there.
async function write(message) {
  const number = openNumber();
  if (await api.attempt(api.write(number, { ...message, ...writer(number) })) && message.type !== 'reaction') toEnd();
}

const writeText = (number, words, context) => api.write(number, { type: 'text', text: { body: words }, ...writer(number), business: to(), ...context });

// A sound and a sticker have no caption: if there is nothing else, the words are a message.
async function sendFiles(number, words, marks) {
  const captioned = files.find(file => !voices.has(file) && !/^audio\/|^image\/webp/.test(file.type));
  for (const file of files) {
    const answers = file === files[0] && quoted?.id;
    await api.writeFile(number, file, { ...writer(number), ...marks, business: to(), caption: file === captioned && words, context: answers, voice: voices.has(file) });
  }
  if (words && !captioned) await writeText(number, words, forwarded && { context: { [forwarded]: true } });
}

async function send() {
  const number = openNumber();
  const words = text.value.trim();
  const context = quoted ? { id: quoted.id } : forwarded && { [forwarded]: true };
  if (number === null || (words === '' && files.length === 0)) return;
  byId('send').disabled = true;
  const sent = await api.attempt(files.length > 0
    ? sendFiles(number, words, forwarded && { [forwarded]: true })
    : writeText(number, words, context && { context }));
  if (sent) {
    text.value = '';
    files = [];
    quote(null);
    forward('');
    if (number === openNumber()) toEnd();
  }
  showFiles();
  text.focus();
}

act.write = write;
act.quote = message => {
  forgetChoice();
  writeTo(message.business);
  quote(message);
  forward('');
  text.focus();
};

// An answer goes to the number that was heard of last, until something is being written.
function follow() {
  if (quoted === null && text.value === '') writeTo(chats.get(openNumber())?.last?.business);
}

for (const topic of ['messages', 'numbers', 'restart']) on(topic, follow);

// Another chat is open: what was begun here is not for it.
on('opened', () => {
  forgetChoice();
  byId('writing').hidden = !isGroup(openNumber());
  byId('participant').value = phone(writers(openNumber()).at(-1) || '');
  quote(null);
  forward('');
  files = [];
  text.value = '';
  showFiles();
  follow();
});

byId('participant').addEventListener('focus', offerWriters);
byId('composer').addEventListener('submit', event => {
  event.preventDefault();
  send();
});
text.addEventListener('keydown', event => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  } else if (event.key === 'Escape' && (quoted || forwarded)) {
    event.stopPropagation();
    quote(null);
    forward('');
  }
});
text.addEventListener('input', fit);
text.addEventListener('paste', event => {
  if (event.clipboardData.files.length > 0) take(event.clipboardData.files);
});
byId('quoting-end').addEventListener('click', () => {
  quote(null);
  text.focus();
});
byId('forwarding-end').addEventListener('click', () => {
  forward('');
  text.focus();
});
byId('attach').addEventListener('click', () => byId('file').click());
byId('file').addEventListener('change', () => {
  take(byId('file').files);
  byId('file').value = '';
});

const main = byId('chat');
main.addEventListener('dragover', event => {
  if (openNumber() === null || !event.dataTransfer.types.includes('Files')) return;
  main.classList.add('dragging');
});
for (const name of ['dragleave', 'drop']) {
  main.addEventListener(name, event => {
    if (name === 'drop' || !main.contains(event.relatedTarget)) main.classList.remove('dragging');
  });
}
main.addEventListener('drop', event => {
  if (openNumber() !== null) take(event.dataTransfer.files);
});
// A file that is dropped anywhere must not replace the page.
for (const name of ['dragover', 'drop']) {
  addEventListener(name, event => {
    if (event.dataTransfer.types.includes('Files')) event.preventDefault();
  });
}
fit();
