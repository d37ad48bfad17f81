// The panel beside the chat. The address says which part of it is open, as in "/#faults".
import { byId } from './dom.js';

const NAMES = ['search', 'requests', 'trigger', 'faults', 'bill', 'settings'];
const doors = [...document.querySelectorAll('#doors button')];
const tab = name => byId('tab-' + name);
const beside = matchMedia('(min-width: 1151px)'); // the panel covers no chat
let current = '';

function show(name) {
  current = NAMES.includes(name) ? name : '';
  const open = NAMES.includes(name);
  byId('tools').hidden = !open;
  document.body.classList.toggle('tools', open);
  for (const one of NAMES) {
    byId(one).hidden = one !== name;
    tab(one).setAttribute('aria-selected', one === name);
    tab(one).setAttribute('tabindex', one === name ? '0' : '-1');
  }
  for (const door of doors) door.setAttribute('aria-expanded', door.dataset.tool === name);
  dispatchEvent(new CustomEvent('tool', { detail: name }));
}

const opened = () => location.hash.slice(1);

// A link to a message leaves the panel open where there is room for both.
function follow() {
  if (!(opened().startsWith('message/') && beside.matches)) show(opened());
}

function go(name) {
  history.replaceState(null, '', name ? '#' + name : location.pathname);
  show(name);
}

function close() {
  const door = doors.find(one => one.dataset.tool === current);
  go('');
  door?.focus();
}

for (const door of doors) {
  door.addEventListener('click', () => {
    if (current === door.dataset.tool) return close();
    go(door.dataset.tool);
    tab(door.dataset.tool).focus();
  });
}
for (const name of NAMES) tab(name).addEventListener('click', () => go(name));
byId('tools').addEventListener('keydown', event => {
  const step = { ArrowRight: 1, ArrowLeft: NAMES.length - 1 }[event.key];
  if (event.target.matches('[role="tab"]') && step) {
    const name = NAMES[(NAMES.indexOf(current) + step) % NAMES.length];
    go(name);
    tab(name).focus();
  } else if (event.key === 'Escape' && !event.defaultPrevented) {
    close();
  }
});
byId('tools-close').addEventListener('click', close);
addEventListener('hashchange', follow);
show(opened());
