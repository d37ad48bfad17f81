// Where a person writes as the customer.
import * as api from './api.js';
import { forgetChoice, to, writeTo } from './business.js';
import { on } from './changes.js';
import { openNumber } from './chat.js';
import { button, byId, element, icon } from './dom.js';
import { size } from './format.js';
import { act, toEnd } from './log.js';
import { chats } from './store.js';
import { sender, summary } from './summary.js';
import { preview } from './text.js';

const text = byId('text');
let files = [];
let quoted = null;

function showQuote() {
  byId('quoting').hidden = quoted === null;
  if (quoted) {
    byId('quoting-who').textContent = sender(quoted);
    byId('quoting-what').replaceChildren(...preview(summary(quoted)));
  }
}

function showFiles() {
  byId('files').replaceChildren(...files.map(file => element('li', {},
    element('span', { class: 'name' }, file.name), element('span', { class: 'about' }, size(file.size)),
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

// Writes as the customer of the open chat. What was written is at the end, and is seen; a reaction is not there.
async function write(message) {
  if (await api.attempt(api.write(openNumber(), message)) && message.type !== 'reaction') toEnd();
}

async function sendFiles(number, words, context) {
  const [file, ...others] = files;
  const business = to();
  await api.writeFile(number, file, { caption: words, context, business });
  for (const other of others) await api.writeFile(number, other, { business });
}

async function send() {
  const number = openNumber();
  const words = text.value.trim();
  const context = quoted?.id;
  if (number === null || (words === '' && files.length === 0)) return;
  byId('send').disabled = true;
  const sent = await api.attempt(files.length > 0
    ? sendFiles(number, words, context)
    : api.write(number, { type: 'text', text: { body: words }, business: to(), ...(context && { context: { id: context } }) }));
  if (sent) {
    text.value = '';
    files = [];
    quoted = null;
    if (number === openNumber()) toEnd();
  }
  showQuote();
  showFiles();
  text.focus();
}

act.write = write;
act.quote = message => {
  quoted = message;
  forgetChoice();
  writeTo(message.business);
  showQuote();
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
  quoted = null;
  files = [];
  text.value = '';
  showQuote();
  showFiles();
  follow();
});

byId('composer').addEventListener('submit', event => {
  event.preventDefault();
  send();
});
text.addEventListener('keydown', event => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  } else if (event.key === 'Escape' && quoted) {
    event.stopPropagation();
    quoted = null;
    showQuote();
  }
});
text.addEventListener('input', fit);
text.addEventListener('paste', event => {
  if (event.clipboardData.files.length > 0) take(event.clipboardData.files);
});
byId('quoting-end').addEventListener('click', () => {
  quoted = null;
  showQuote();
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
