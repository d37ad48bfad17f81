// Scenarios: faults and statuses that change by themselves, step by step.
import * as api from './api.js';
import { alarm } from './announce.js';
import { on } from './changes.js';
import { byId, element } from './dom.js';

const READY = [
  { name: 'Outage of ten seconds', steps: [
    { faults: [{ on: 'messages', kind: 'status', status: 503, code: 131016, form: 'meta' }], for: 'PT10S' }, { faults: [] }] },
  { name: 'Slow, then down, then well', steps: [
    { faults: [{ on: 'any', kind: 'latency', millis: 800 }], forRequests: 10 },
    { faults: [{ on: 'any', kind: 'reset-before' }], for: 'PT5S' }, { faults: [] }] },
  { name: 'Answers that get lost', steps: [
    { faults: [{ on: 'messages', kind: 'reset-after', rate: 0.3 }], forRequests: 50 }, { faults: [] }] },
  { name: 'Statuses in disorder', steps: [{ statuses: { order: 'shuffled', copies: 2 } }] },
];

const json = byId('scenario-json');

function fill() {
  json.value = JSON.stringify(READY[byId('scenario-ready').value], null, 2);
}

let asked = 0; // questions about the scenario; only the answer to the last one is shown

async function show() {
  const mine = ++asked;
  const { running, step, steps } = await api.scenario();
  if (mine !== asked) return;
  byId('scenario-state').textContent = running ? `Running: step ${step} of ${steps}`
    : steps > 0 ? 'Finished; what its last step has set goes on until you end it' : 'None is running';
  byId('scenario-end').disabled = steps === 0;
}

async function start() {
  let scenario;
  try {
    scenario = JSON.parse(json.value);
  } catch (e) {
    return alarm('The scenario is not JSON: ' + e.message);
  }
  if (await api.attempt(api.startScenario(scenario))) await show();
}

byId('scenario-ready').append(...READY.map(({ name }, i) => element('option', { value: i }, name)));
byId('scenario-ready').addEventListener('change', fill);
byId('scenario').addEventListener('submit', event => {
  event.preventDefault();
  start().catch(console.error);
});
byId('scenario-end').addEventListener('click', async () => {
  if (await api.attempt(api.endScenario())) await show();
});
for (const topic of ['faults', 'settings', 'restart']) on(topic, () => show().catch(console.error));
fill();
