import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import { toText } from '../../../shared/n8n/fields';
import { locatorParameter, selectedId } from '../../../shared/n8n/locator';
import type { ShownFor } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import type { Edit, FieldEdits, FieldName } from '../../../shared/provisioning/types';
import type { Invitation } from '../../profile';
import { DEPARTMENT, ROLE } from '../organisation';

export const NEW_USER_NOTICE =
	'A new user needs a login and an e-mail address. Role is learner, administrator, department_administrator, publisher, or custom with a Role ID; all but the first two need Manageable Department IDs. Nothing is sent to the user unless an invitation is chosen in Options.';

/** "Options" of operations that make users. */
export function newUserOptions(show: ShownFor): INodeProperties {
	return optionsParameter(show, [
		{
			displayName: 'Invitation Message',
			name: 'invitationMessage',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			description: 'The text of the invitation, demanded with Send Login Email',
		},
		{
			displayName: 'Invitation SMS Message',
			name: 'invitationSmsMessage',
			type: 'string',
			default: '',
			description: 'The text of the invitation, demanded with Send Login SMS',
		},
		{
			displayName: 'Role',
			name: 'role',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			modes: locatorParameter({ ...ROLE, description: '' }, show).modes ?? [],
			description: 'The role of a new user, where Fields maps none. Roles that manage departments are mapped under Fields, with their departments.',
		},
		{
			displayName: 'Send Login Email',
			name: 'sendLoginEmail',
			type: 'boolean',
			default: false,
			description: 'Whether iSpring invites a new user by e-mail',
		},
		{
			displayName: 'Send Login SMS',
			name: 'sendLoginSms',
			type: 'boolean',
			default: false,
			description: 'Whether iSpring invites a new user by SMS',
		},
	]);
}

/** @throws FailureError `invalid` for an invitation without a text */
export function invitationOf(context: IExecuteFunctions, i: number): Invitation {
	const emailMessage = messageOf(context, i, { flag: 'sendLoginEmail', text: 'invitationMessage', label: 'Invitation Message' });
	const smsMessage = messageOf(context, i, { flag: 'sendLoginSms', text: 'invitationSmsMessage', label: 'Invitation SMS Message' });
	return { ...(emailMessage === undefined ? {} : { emailMessage }), ...(smsMessage === undefined ? {} : { smsMessage }) };
}

function messageOf(context: IExecuteFunctions, i: number, { flag, text, label }: Readonly<{ flag: string; text: string; label: string }>): string | undefined {
	if (context.getNodeParameter(`options.${flag}`, i, false) !== true) return undefined;
	const message = toText(label, context.getNodeParameter(`options.${text}`, i, ''));
	if (message.trim() !== '') return message;
	throw failed({ kind: 'invalid', parameter: label, says: `${label} is empty, and an invitation is to be sent`, todo: 'Write a text, or switch the invitation off. Nothing was sent.' });
}

/**
 * The fields of a new user: with what was looked for as its field, and in this department unless another is mapped.
 * @throws FailureError `invalid` without a login, which every page of iSpring demands
 */
export function newcomer(edits: FieldEdits, more: ReadonlyArray<readonly [FieldName, Edit]>): FieldEdits {
	const given = new Set([...edits.keys()].map((name) => name.toLowerCase()));
	const hasRole = ['role', 'roleid', 'roles'].some((name) => given.has(name));
	const all = new Map([...edits, ...more.filter(([name]) => !given.has(name.toLowerCase()) && !(name === 'roles' && hasRole))]);
	if ([...all.keys()].some((name) => name.toLowerCase() === 'login')) return all;
	throw failed({ kind: 'invalid', parameter: 'Fields', says: 'A new user has no login', todo: 'Map a value to Login under Fields. Nothing was written for this item.' });
}

/** What a new user gets beside the fields: a department, and a role where one is chosen. */
export function newUserEdits(context: IExecuteFunctions, i: number): ReadonlyArray<readonly [FieldName, Edit]> {
	const given: unknown = context.getNodeParameter('options.role', i, '', { extractValue: true });
	const roleId = given === undefined || given === null ? '' : toText(ROLE.displayName, given).trim();
	const department = ['departmentId', { set: selectedId(context, i, DEPARTMENT) }] as const;
	return roleId === '' ? [department] : [department, ['roles', { set: [{ roleId }] }]];
}
