// The rows of a list message, in a dialog as on the phone.
import { button, byId, element } from './dom.js';

export function choose(title, sections, pick) {
  const dialog = byId('choices');
  const rows = sections.map(section => element('section', {},
    section.title && element('h3', {}, section.title),
    ...section.rows.map(row => button([
      element('span', { class: 'name' }, row.title),
      row.description && element('span', { class: 'about' }, row.description),
    ].filter(Boolean), () => {
      dialog.close();
      pick(row);
    }, { 'data-row': row.id }))));
  byId('choices-title').textContent = title;
  byId('choices-rows').replaceChildren(...rows);
  dialog.showModal();
}

byId('choices-close').addEventListener('click', () => byId('choices').close());
