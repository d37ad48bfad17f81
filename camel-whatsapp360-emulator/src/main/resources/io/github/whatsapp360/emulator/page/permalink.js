// Links to a message, as "/#message/wamid.…": they open its chat there.
import * as api from './api.js';
import { alarm } from './announce.js';
import { choose, isShown } from './business.js';
import { on } from './changes.js';
import { open } from './chats.js';
import { reveal } from './log.js';
import { chats, more } from './store.js';
import { load } from './stream.js';

let begun = false;

const one = async id => (await api.findMessages({ id, limit: 1 })).messages[0];

async function go(id) {
  let message = await one(id);
  if (message?.type === 'reaction') message = await one(message.content.message_id) || message; // it is shown there
  if (!message) return alarm('There is no such message, or no more');
  if (!isShown(message)) {
    choose('');
    await load();
  }
  if (!chats.has(message.chat)) more((await api.findChats(message.chat, 1)).filter(({ number }) => number === message.chat));
  open(message.chat);
  await reveal(message);
}

function follow() {
  const id = /^#message\/(.+)$/.exec(location.hash)?.[1];
  if (id) api.attempt(go(decodeURIComponent(id)));
}

// The first list of chats has to be there.
on('restart', () => {
  if (!begun) follow();
  begun = true;
});
addEventListener('hashchange', () => { if (begun) follow(); });
// One that the address has already changes nothing in it.
document.addEventListener('click', event => {
  const link = event.target.closest('a[href^="#message/"]');
  if (link && link.hash === location.hash) follow();
});
