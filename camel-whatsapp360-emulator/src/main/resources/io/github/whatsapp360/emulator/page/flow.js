// A flow that the customer has opened. WhatsApp knows the flow's screens; the emulator knows only their data, and so shows these.
import * as api from './api.js';
import { ask, byId } from './dom.js';

const dialog = byId('flow');
const form = byId('flow-form');
const problem = byId('flow-problem');
let opened = null; // the message, and how the customer answers it

function show(screen, data) {
  form.elements.screen.value = screen;
  byId('flow-data').textContent = JSON.stringify(data, null, 2);
  form.elements.data.value = '{}';
}

function input() {
  try {
    const data = JSON.parse(form.elements.data.value.trim() || '{}');
    if (data && typeof data === 'object' && !Array.isArray(data)) return data;
  } catch {
    // it is said below
  }
  throw new Error('The input must be a JSON object');
}

// What the endpoint did with a request; it may have come too late for this dialog.
function take({ status, answer, message }) {
  if (message) dialog.close();
  else if (status === 200) show(answer?.screen || '', answer?.data || {});
  else problem.textContent = [`The endpoint answered with ${status}`, answer?.error_msg].filter(Boolean).join(': ');
}

async function exchange(action, request) {
  const flow = opened;
  problem.textContent = '';
  byId('flow-buttons').disabled = true;
  try {
    const answer = await api.flow(flow.message.chat, { messageId: flow.message.id, action, ...request() });
    if (flow === opened) take(answer);
  } catch (e) {
    if (flow === opened) problem.textContent = e.message;
  } finally {
    if (flow === opened) byId('flow-buttons').disabled = false;
  }
}

const screen = () => form.elements.screen.value.trim();

// The first screen comes with the message, or from the endpoint. Meta, "Interactive flow messages": flow_action.
export function openFlow(message, { flow_cta: label, flow_token: token, flow_action: action, flow_action_payload: first = {} }, answer) {
  opened = { message, token, answer };
  byId('flow-title').textContent = label || 'Flow';
  problem.textContent = '';
  byId('flow-buttons').disabled = false;
  show(first.screen || '', first.data || {});
  ask(dialog);
  if (action === 'data_exchange') exchange('INIT', () => ({}));
}

form.addEventListener('submit', event => {
  event.preventDefault();
  exchange('data_exchange', () => ({ screen: screen(), data: input() }));
});
byId('flow-back').addEventListener('click', () => exchange('BACK', () => ({ screen: screen() })));
byId('flow-finish').addEventListener('click', () => {
  try {
    const { token, answer } = opened;
    const json = JSON.stringify({ ...(token && { flow_token: token }), ...input() });
    answer({ type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: json } });
    dialog.close();
  } catch (e) {
    problem.textContent = e.message;
  }
});
byId('flow-close').addEventListener('click', () => dialog.close());
dialog.addEventListener('close', () => { opened = null; });
