// The little window with what a customer sends less often.
import { forward, record } from './composer.js';
import { byId } from './dom.js';
import { act } from './log.js';

const menu = byId('kinds');

function close() {
  menu.hidePopover();
  byId('text').focus();
}

menu.addEventListener('toggle', event => {
  byId('more').setAttribute('aria-expanded', event.newState === 'open');
  if (event.newState !== 'open') return;
  const box = byId('more').getBoundingClientRect();
  menu.style.left = Math.max(8, Math.min(box.left, innerWidth - menu.offsetWidth - 8)) + 'px';
  menu.style.top = Math.max(8, box.top - menu.offsetHeight - 6) + 'px';
  byId('voice').focus();
});
byId('voice').addEventListener('click', () => {
  close();
  byId('voice-file').click();
});
byId('voice-file').addEventListener('change', () => {
  record(byId('voice-file').files);
  byId('voice-file').value = '';
});
for (const choice of menu.querySelectorAll('[data-forwarded]')) {
  choice.addEventListener('click', () => {
    close();
    forward(choice.dataset.forwarded, choice.textContent.trim());
  });
}
byId('unsupported').addEventListener('submit', event => {
  event.preventDefault();
  close();
  act.write({ type: 'unsupported', unsupported: { type: byId('unsupported').elements.type.value } });
});
