// The page of the emulator: chats as people see them, and what happens behind them.
import './announce.js';
import './composer.js';
import './customer.js';
import './more.js';
import './reactions.js';
import './inspector.js';
import './bill.js';
import './search.js';
import './permalink.js';
import './notify.js';
import './trigger.js';
import './faults.js';
import './scenarios.js';
import './settings.js';
import './templates.js';
import './state.js';
import './tools.js';
import { base } from './api.js';
import { back } from './chats.js';
import { copier } from './copier.js';
import { byId } from './dom.js';
import { connect } from './stream.js';

document.addEventListener('keydown', event => {
  if (event.key !== 'Escape' || event.defaultPrevented || event.target.closest('dialog, [popover], aside')) return;
  back();
});

for (const node of document.querySelectorAll('.base')) node.textContent = base;
byId('example').append(copier('Copy', () => byId('command').textContent));

connect();
