// What an order is made of, and what it costs.
import { element } from './dom.js';
import { titled } from './format.js';

// Amounts come as whole numbers and what to divide them by.
function money(amount, currency) {
  const value = Number(amount.value) / (Number(amount.offset) || 1);
  try {
    return new Intl.NumberFormat([], { style: 'currency', currency }).format(value);
  } catch {
    return [currency, value].filter(Boolean).join(' '); // no currency that there is
  }
}

const line = (label, amount, currency, look) => [
  element('dt', { class: look }, ...[label].flat()), element('dd', { class: look }, money(amount, currency))];

function item({ name, retailer_id: id, quantity = 1, amount, sale_amount: sale }, currency) {
  const price = sale || amount;
  if (!price) return [];
  const each = element('span', { class: 'about' }, `${quantity} × ${money(price, currency)}`);
  return line([name || id || 'Item', ' ', each], { ...price, value: price.value * quantity }, currency);
}

export function orderDetails({ reference_id: reference, currency, total_amount: total, order = {} }) {
  const extras = ['subtotal', 'shipping', 'tax', 'discount'].filter(name => order[name]?.value !== undefined);
  return [
    reference && element('p', { class: 'about' }, 'Order ' + reference),
    element('dl', { class: 'order' },
      ...(order.items || []).flatMap(one => item(one, currency)),
      ...extras.flatMap(name => line(titled(name), name === 'discount' ? { ...order[name], value: -order[name].value } : order[name], currency, 'about')),
      ...(total ? line('Total', total, currency, 'total') : [])),
  ];
}

// What a customer has put together; its sum is the emulator's.
export const cart = ({ text, product_items: items = [] }, sum) => [
  text && element('p', {}, text),
  element('dl', { class: 'order' },
    ...items.flatMap(({ product_retailer_id: id, quantity, item_price: value, currency }) => item({ retailer_id: id, quantity, amount: { value } }, currency)),
    ...(sum ? line('Total', sum, sum.currency, 'total') : [])),
];

export const orderStatus = ({ reference_id: reference, order = {} }) => [
  element('p', { class: 'title' }, `Order ${reference || ''}: ${titled(order.status || 'no status')}`),
  order.description && element('p', {}, order.description),
];
