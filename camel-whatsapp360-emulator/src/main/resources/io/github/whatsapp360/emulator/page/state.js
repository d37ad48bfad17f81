// The state as a file: saved by a link, and opened here.
import * as api from './api.js';
import { announce } from './announce.js';
import { ask, byId } from './dom.js';

const input = byId('state-file');

async function replace() {
  const file = input.files[0];
  if (file && byId('replace').returnValue === 'yes' && (await api.attempt(api.restore(file)))) {
    announce(`${file.name} was opened`);
  }
  input.value = ''; // so that the same file can be chosen again
}

byId('state-open').addEventListener('click', () => input.click());
input.addEventListener('change', () => {
  byId('replace-name').textContent = input.files[0].name;
  ask(byId('replace'));
});
byId('replace').addEventListener('close', () => replace().catch(console.error));
