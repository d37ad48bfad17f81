// One call with all that was said, and the command that says it again.
import { attempt, base, redeliver } from './api.js';
import { copier } from './copier.js';
import { button, element, icon } from './dom.js';
import { pretty, seconds, size } from './format.js';

const BY_CURL = ['host', 'content-length', 'connection', 'accept-encoding', 'transfer-encoding', 'expect', 'user-agent', 'http2-settings', 'upgrade'];

const quoted = text => "'" + text.replaceAll("'", "'\\''") + "'";

const file = part => `${part.name}=@${part.filename};type=${part.contentType}`;

function header(name, value) {
  return name === 'd360-api-key' ? '-H "D360-API-KEY: $D360_API_KEY"' : '-H ' + quoted(name + ': ' + value);
}

// The key is not in it: whoever runs it has it in $D360_API_KEY.
function curl({ method = 'POST', path, query, url, headers = {}, body, parts = [] }) {
  const form = parts.some(part => part.name);
  const lines = ['curl ' + quoted(url || base + path + (query ? '?' + query : ''))];
  if (method !== 'GET') lines[0] = lines[0].replace('curl', 'curl -X ' + method);
  for (const [name, value] of Object.entries(headers)) {
    if (!BY_CURL.includes(name.toLowerCase()) && !(form && name.toLowerCase() === 'content-type')) lines.push(header(name.toLowerCase(), value));
  }
  for (const part of parts.filter(one => one.name)) {
    lines.push('-F ' + quoted(part.filename ? file(part) : part.name + '=' + part.value));
  }
  if (!form && body) lines.push('--data-raw ' + quoted(typeof body === 'string' ? body : JSON.stringify(body)));
  return lines.join(' \\\n  ');
}

function part({ name, value, filename, contentType, size: bytes, sha256 }) {
  const about = filename ? [filename, contentType, size(bytes || 0), sha256 && 'SHA-256 ' + sha256] : [value];
  return [element('dt', {}, name || 'body'), element('dd', {}, about.filter(Boolean).join(' · '))];
}

function block(title, ...content) {
  return content.length === 0 ? [] : [element('h4', {}, title), ...content];
}

const json = text => text === '' || text === null || text === undefined ? [] : [element('pre', { tabindex: '0' }, pretty(text))];

const pairs = entries => entries.length === 0 ? [] : [element('dl', {}, ...entries.flat())];

export function detail(kind, call, title, close) {
  const headers = Object.entries(call.headers || {}).map(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]);
  const result = call.status ? 'status ' + call.status : 'no answer';
  return [
    element('header', {}, element('h3', {}, title), button(icon('close'), close, { class: 'round', 'aria-label': 'Close the details' })),
    element('p', { class: 'about' }, [seconds(call.at), result, call.millis.toFixed(1) + ' ms', call.bytes && size(call.bytes), call.error].filter(Boolean).join(' · ')),
    call.url && element('p', { class: 'about' }, call.url),
    element('p', { class: 'row' }, copier('Copy as curl', () => curl(call)), copier('Copy as JSON', () => JSON.stringify(call, null, 2)),
      kind === 'webhooks' && button('Deliver again', () => attempt(redeliver(call.id)))),
    ...block(kind === 'webhooks' ? 'Delivered' : 'Body', ...json(call.body)),
    ...block('Parts', ...pairs((call.parts || []).map(part))),
    ...block('Answer', ...json(call.answer)),
    ...block('Headers', ...pairs(headers)),
  ].filter(Boolean);
}
