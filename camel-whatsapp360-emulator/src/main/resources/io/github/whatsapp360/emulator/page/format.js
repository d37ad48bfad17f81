// Numbers, times and sizes as people write them.

const clockFormat = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit' });
const secondsFormat = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 });
const dayFormat = new Intl.DateTimeFormat([], { day: 'numeric', month: 'long', year: 'numeric' });

export const clock = iso => clockFormat.format(new Date(iso));

export const seconds = iso => secondsFormat.format(new Date(iso));

export const count = number => number.toLocaleString();

const dateFormat = new Intl.DateTimeFormat([], { day: '2-digit', month: '2-digit', year: '2-digit' });

const midnight = time => new Date(time).setHours(0, 0, 0, 0);

export const sameDay = (one, other) => midnight(one) === midnight(other);

export function day(iso) {
  const days = Math.round((midnight(Date.now()) - midnight(iso)) / 86400000);
  return ['Today', 'Yesterday'][days] || dayFormat.format(new Date(iso));
}

// When something ends; empty for what is no time.
export function until(time) {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? '' : dayFormat.format(date) + ', ' + clockFormat.format(date);
}

// For a list: the time of today, or the date.
export const moment = iso => (sameDay(iso, Date.now()) ? clockFormat : dateFormat).format(new Date(iso));

export function size(bytes) {
  if (bytes >= 1048576) return (bytes / 1048576).toFixed(1) + ' MB';
  return bytes >= 1024 ? Math.round(bytes / 1024) + ' KB' : bytes + (bytes === 1 ? ' byte' : ' bytes');
}

export const plural = (number, one) => count(number) + ' ' + one + (number === 1 ? '' : 's');

export const isGroup = number => number?.startsWith('Y2FwaV9ncm91cDo') ?? false; // Base64 of "capi_group:"

// A group is called by the end of its ID, as the emulator calls it.
export function phone(number) {
  if (isGroup(number)) return 'Group ' + number.slice(-6);
  return /^\d+$/.test(number) ? '+' + number : number;
}

// Whether one of these has the words that somebody looks for; numbers are found however they are written.
export function sought(words, values) {
  const wanted = words.trim().toLowerCase();
  const digits = /^[+\d\s\-().]+$/.test(wanted) ? wanted.replace(/\D/g, '') : '';
  return values.map(value => String(value ?? '').toLowerCase()).some(value => value.includes(wanted) || (digits && value.includes(digits)));
}

export const titled = words => (words.charAt(0).toUpperCase() + words.slice(1)).replaceAll('_', ' ');

export function pretty(text) {
  if (typeof text !== 'string') return JSON.stringify(text, null, 2);
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text; // not JSON: as it came
  }
}
