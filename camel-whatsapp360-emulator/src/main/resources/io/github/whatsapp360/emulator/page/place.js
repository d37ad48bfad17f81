// A place, and a link to a map.
import { anchor, element, icon } from './dom.js';

export function location({ latitude, longitude, name, address }) {
  const map = `https://www.openstreetmap.org/?mlat=${Number(latitude)}&mlon=${Number(longitude)}#map=15/${Number(latitude)}/${Number(longitude)}`;
  return [
    element('div', { class: 'map', 'aria-hidden': 'true' }, icon('pin')),
    name && element('p', { class: 'name' }, name),
    address && element('p', {}, address),
    element('p', { class: 'about' }, anchor(map, `${latitude}, ${longitude}`)),
  ];
}
