// Who is told of what: once a frame, however many changes there were.

const listeners = new Map(); // topic → functions
let due = new Map(); // topic → what is to be told at the next frame

export function on(topic, listener) {
  if (!listeners.has(topic)) listeners.set(topic, []);
  listeners.get(topic).push(listener);
}

function flush() {
  const now = due;
  due = new Map();
  for (const [topic, details] of now) {
    for (const listener of listeners.get(topic) || []) listener(details);
  }
}

export function tell(topic, detail) {
  if (due.size === 0) requestAnimationFrame(flush);
  if (!due.has(topic)) due.set(topic, new Set());
  due.get(topic).add(detail);
}
