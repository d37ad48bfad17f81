// WhatsApp's formatting: *bold*, _italic_, ~strike~, `code`, ```mono```, "> quote", and links; all as nodes.
import { anchor, element } from './dom.js';

const URL_AT = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]*_~`]/y;
const STYLES = { '*': 'strong', _: 'em', '~': 's' };
const WORD = /[\p{L}\p{N}]/u;

// From an opening sign to its closing one.
const SPANS = {
  '*': /\*(?=\S)(.+?)(?<=\S)\*(?![\p{L}\p{N}])/uy,
  _: /_(?=\S)(.+?)(?<=\S)_(?![\p{L}\p{N}])/uy,
  '~': /~(?=\S)(.+?)(?<=\S)~(?![\p{L}\p{N}])/uy,
  '`': /`([^`\n]+)`/y,
};
const MONO = /```([^]+?)```/y;

function matchAt(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

// What begins at this place: its node and its length, or nothing. A style does not contain itself; a preview has no links.
function span(text, at, within) {
  const sign = text[at];
  if (sign === 'h' && !within.includes('h')) {
    const url = matchAt(URL_AT, text, at);
    return url && { node: anchor(url[0], url[0]), length: url[0].length };
  }
  if (!SPANS[sign] || within.includes(sign) || (at > 0 && WORD.test(text[at - 1]))) return null;
  if (sign === '`') {
    const mono = matchAt(MONO, text, at) || matchAt(SPANS[sign], text, at);
    return mono && { node: element('code', {}, mono[1]), length: mono[0].length };
  }
  const match = matchAt(SPANS[sign], text, at);
  return match && { node: element(STYLES[sign], {}, ...inline(match[1], within + sign)), length: match[0].length };
}

function inline(text, within = '') {
  const nodes = [];
  let plain = 0;
  for (let at = 0; at < text.length; at++) {
    const found = span(text, at, within);
    if (!found) continue;
    nodes.push(text.slice(plain, at), found.node);
    at += found.length - 1;
    plain = at + 1;
  }
  nodes.push(text.slice(plain));
  return nodes.filter(node => node !== '');
}

export function paragraph(text, attributes = {}) {
  if (!/^> /m.test(text)) return element('p', attributes, ...inline(text));
  const parts = text.split(/(^> .*$\n?)/m).filter(Boolean);
  return element('p', attributes, ...parts.flatMap(part => part.startsWith('> ')
    ? [element('q', {}, ...inline(part.slice(2).trimEnd()))] : inline(part)));
}

// In one line, and without anything to press.
export const preview = text => inline(text.replace(/^> /gm, '').replace(/\s*\n\s*/g, ' '), 'h');
