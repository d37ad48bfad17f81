// The little window to react with an emoji.
import { button, byId } from './dom.js';
import { act } from './log.js';

const picker = byId('reactions');
let message = null;
let from = null;

function choose(emoji) {
  picker.hidePopover();
  act.write({ type: 'reaction', reaction: { message_id: message.id, emoji } });
  from?.focus();
}

byId('emojis').append(...['👍', '❤️', '😂', '😮', '😢', '🙏'].map(emoji => button(emoji, () => choose(emoji), { 'data-emoji': emoji })));
byId('emoji-form').addEventListener('submit', event => {
  event.preventDefault();
  const emoji = byId('emoji').value.trim();
  if (emoji) choose(emoji);
});
byId('emoji-none').addEventListener('click', () => choose(''));

act.react = (to, anchor) => {
  message = to;
  from = anchor;
  byId('emoji').value = '';
  byId('emoji-none').hidden = !to.reactions?.in;
  picker.showPopover();
  const box = anchor.getBoundingClientRect();
  const left = Math.min(box.left, innerWidth - picker.offsetWidth - 8);
  picker.style.left = Math.max(8, left) + 'px';
  picker.style.top = Math.min(Math.max(8, box.top - picker.offsetHeight - 6), innerHeight - picker.offsetHeight - 8) + 'px';
  picker.querySelector('button').focus();
};
