// Events of the account, which go to the webhook as the service would report them.
import * as api from './api.js';
import { alarm } from './announce.js';
import { byId, element } from './dom.js';

const template = { message_template_id: 1689556908129832, message_template_name: 'order_confirmation', message_template_language: 'en_US' };
const product = { messaging_product: 'whatsapp' };
const customer = '4915112345678';
const now = () => Math.floor(Date.now() / 1000);

const READY = [
  { name: 'Template approved', field: 'message_template_status_update', value: { event: 'APPROVED', ...template, reason: 'NONE', message_template_category: 'UTILITY' } },
  { name: 'Template rejected', field: 'message_template_status_update', value: { event: 'REJECTED', ...template, reason: 'INVALID_FORMAT', message_template_category: 'UTILITY', rejection_info: { reason: 'Two parameters follow each other.', recommendation: 'Put text between them.' } } },
  { name: 'Template paused', field: 'message_template_status_update', value: { event: 'PAUSED', ...template, reason: 'NONE', other_info: { title: 'FIRST_PAUSE', description: 'Your template has been paused for three hours.' } } },
  { name: 'Template of low quality', field: 'message_template_quality_update', value: { previous_quality_score: 'GREEN', new_quality_score: 'RED', ...template } },
  { name: 'Template of another category', field: 'template_category_update', value: { ...template, previous_category: 'UTILITY', new_category: 'MARKETING' } },
  { name: 'Number with more throughput', field: 'phone_number_quality_update', value: { display_phone_number: '15550783881', event: 'THROUGHPUT_UPGRADE', current_limit: 'TIER_UNLIMITED' } },
  { name: 'Display name approved', field: 'phone_number_name_update', value: { display_phone_number: '15550783881', decision: 'APPROVED', requested_verified_name: 'Lucky Shrub', rejection_reason: null } },
  { name: 'Messaging limit raised', field: 'business_capability_update', value: { max_daily_conversations_per_business: 10000, max_phone_numbers_per_waba: 25 } },
  { name: 'Account reviewed', field: 'account_review_update', value: { decision: 'APPROVED' } },
  { name: 'Account restricted', field: 'account_update', value: { event: 'ACCOUNT_RESTRICTION', restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: now() + 604800 }] } },
  { name: 'Account banned', field: 'account_update', value: { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE', waba_ban_date: 'April 17, 2027' } } },
  { name: 'Customer wants no marketing', field: 'user_preferences', value: { ...product, contacts: [{ profile: { name: 'Anna' }, wa_id: customer }], user_preferences: [{ wa_id: customer, detail: 'User requested to stop marketing messages', category: 'marketing_messages', value: 'stop', timestamp: now() }] } },
  { name: 'Customer calls', field: 'calls', value: { ...product, contacts: [{ profile: { name: 'Anna' }, wa_id: customer }], calls: [{ id: 'wacid.1', from: customer, to: '15550783881', event: 'connect', direction: 'USER_INITIATED', timestamp: String(now()), session: { sdp_type: 'offer', sdp: '' } }] } },
  { name: 'Group suspended', field: 'group_status_update', value: { ...product, groups: [{ timestamp: String(now()), type: 'group_suspend', group_id: 'Y2FwaV9ncm91cDox' }] } },
  { name: 'Flow blocked', field: 'flows', value: { event: 'FLOW_STATUS_CHANGE', message: 'The flow changed status from THROTTLED to BLOCKED', flow_id: '6627390910605886', old_status: 'THROTTLED', new_status: 'BLOCKED' } },
  { name: 'Agent hands a conversation over', field: 'messaging_handovers', value: { ...product, recipient: { display_phone_number: '15550783881', phone_number_id: '106540352242922' }, sender: { phone_number: customer }, timestamp: String(now()), type: 'control_passed', control_passed: { previous_owner_role: 'ai_agent', new_owner_role: 'escalation' } } },
];

const form = byId('account');

function fill() {
  const { field, value } = READY[byId('account-ready').value];
  form.elements.field.value = field;
  form.elements.value.value = JSON.stringify(value, null, 2);
}

async function send() {
  let value;
  try {
    value = JSON.parse(form.elements.value.value);
  } catch (e) {
    return alarm('The value is not JSON: ' + e.message);
  }
  await api.attempt(api.report(form.elements.field.value.trim(), value));
}

byId('account-ready').append(...READY.map(({ name }, i) => element('option', { value: i }, name)));
byId('account-ready').addEventListener('change', fill);
form.addEventListener('submit', event => {
  event.preventDefault();
  send().catch(console.error);
});
fill();
