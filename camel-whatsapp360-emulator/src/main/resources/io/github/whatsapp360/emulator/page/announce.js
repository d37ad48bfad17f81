// What is new, for those who listen to the page: at most one sentence a second, and none of them interrupts.
import { byId } from './dom.js';
import { plural } from './format.js';

let waiting = [];
let timer = null;

function speak() {
  timer = null;
  if (waiting.length === 0) return;
  byId('announcer').textContent = waiting.length > 3 ? plural(waiting.length, 'new message') : waiting.join('. ');
  waiting = [];
  timer = setTimeout(speak, 1000);
}

export function announce(sentence) {
  waiting.push(sentence);
  timer ??= setTimeout(speak, 50);
}

// Something did not work: said at once, and shown until it is closed or ten seconds have passed.
export function alarm(sentence) {
  byId('alarm-text').textContent = sentence;
  byId('alarm').hidden = false;
  clearTimeout(alarm.timer);
  alarm.timer = setTimeout(() => { byId('alarm').hidden = true; }, 10000);
}

byId('alarm-close').addEventListener('click', () => { byId('alarm').hidden = true; });
