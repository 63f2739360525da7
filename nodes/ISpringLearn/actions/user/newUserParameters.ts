import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { invalid, type FailureError } from '../../../shared/failure';
import { noticeParameter } from '../../../shared/n8n/parameters/columns';
import { groupOption } from '../../../shared/n8n/parameters/groups';
import { booleanOf } from '../../../shared/n8n/parameters/readings';
import { locatorParameter, selectedKey, type Located } from '../../../shared/n8n/parameters/locator';
import type { ShownFor } from '../../../shared/n8n/parameters/options';
import { SEND_EMAIL } from '../../../shared/n8n/parameters/sendEmail';
import { optionalBoolean, recordOf, toText } from '../../../shared/fields/values';
import type { UserOperation } from '../../../shared/provisioning/userOperation';
import type { RecordKey } from '../../../shared/provisioning/recordFinder';
import type { Edit, FieldEdits, FieldName, FieldValue } from '../../../shared/provisioning/types';
import type { ISpringDirectory } from '../../user/iSpringDirectory';
import { DEPARTMENT_ID, USER_NAME, type Invitation, type ISpringUser, type ISpringWriteOptions } from '../../user/profile';
import type { Protocol } from '../../wire/channel';
import type { OpenedISpring } from '../apis';
import { DEPARTMENT, ROLE } from '../departmentsAndGroups';

const NOTICE = 'A new user needs a login and an email address.';
const OLDER_NOTICE = 'A new user needs an email address or a login, depending on the account.';

/** What "Fields" of a new user must hold, and what is different where a user is made by two requests. */
export function newUserNotices(show: ShownFor): INodeProperties[] {
	const notices: ReadonlyArray<readonly [text: string, api: readonly Protocol[]]> = [
		[NOTICE, ['rest']],
		[OLDER_NOTICE, ['restHeader', 'soap']],
	];
	return notices.map(([text, api]) => noticeParameter('fieldsNotice', text, { show: { ...show, api: [...api] } }));
}

/** "Department", as far as each API has it: REST demands one, and REST (Header) can't list them. */
export function departmentParameters(show: ShownFor, description: string): INodeProperties[] {
	const listed = locatorParameter({ ...DEPARTMENT, description }, show);
	const optional = `${description}. In older accounts, this is an organization.`;
	const byId = { ...listed, default: { mode: 'id', value: '' }, modes: (listed.modes ?? []).filter(({ name }) => name === 'id') };
	return [
		{ ...listed, displayOptions: { show: { ...show, api: ['rest'] } } },
		{ ...byId, required: false, description: optional, displayOptions: { show: { ...show, api: ['restHeader'] } } },
		{ ...listed, required: false, description: optional, displayOptions: { show: { ...show, api: ['soap'] } } },
	];
}

const INVITATION = { displayName: 'Invitation Message', name: 'invitationMessage' } as const;
const SMS = { displayName: 'SMS Invitation', name: 'smsInvitation', path: 'newUsers.smsInvitation.values' } as const;
const SEND_SMS = { displayName: 'Send SMS', name: 'sendSms', type: 'boolean', default: true } as const;
const SMS_MESSAGE = { displayName: 'SMS Message', name: 'message' } as const;

/** "Send Email", and the text that is sent. */
export function invitationParameters(show: ShownFor): INodeProperties[] {
	return [
		{ ...SEND_EMAIL, displayOptions: { show }, description: 'Whether iSpring invites new users by email' },
		{
			...INVITATION,
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			displayOptions: { show: { ...show, [SEND_EMAIL.name]: [true] } },
			description: 'The text of the invitation. With REST (Header) it is optional and only takes plain ASCII.',
		},
	];
}

const NEW_USERS = { displayName: 'New Users', name: 'newUsers' } as const;

/** What else a new user may get: a collection of its own, beside "Options". */
export function newUsersParameter(show: ShownFor): INodeProperties {
	return {
		...NEW_USERS,
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { show: { ...show, api: ['rest', 'soap'] } },
		options: [
			{
				displayName: 'Role',
				name: 'role',
				type: 'resourceLocator',
				default: { mode: 'list', value: '' },
				modes: locatorParameter({ ...ROLE, description: '' }, { resource: [], operation: [] }).modes ?? [],
				displayOptions: { show: { '/api': ['rest'] } },
				description: 'The role of a new user, if Fields maps none. Map roles that manage departments under Fields, with their departments.',
			},
			{
				...groupOption(SMS, [
					{ ...SEND_SMS, description: 'Whether iSpring invites a new user by SMS' },
					{ ...SMS_MESSAGE, type: 'string', default: '', description: 'The text of the invitation' },
				]),
				description: 'Invites new users by SMS',
			},
		],
	};
}

/** @throws FailureError `invalid` for an invitation without a text, and by REST without a department */
export function newcomersOptions(context: IExecuteFunctions, i: number, protocol: Protocol): ISpringWriteOptions {
	return { invitation: invitationOf(context, i, protocol), beside: newUserEdits(context, i, protocol) };
}

function invitationOf(context: IExecuteFunctions, i: number, protocol: Protocol): Invitation {
	const emailMessage = booleanOf(context, i, SEND_EMAIL) ? textOf(INVITATION, context.getNodeParameter(INVITATION.name, i, '')) : undefined;
	if (emailMessage === '' && protocol !== 'restHeader') throw unwritten(INVITATION.displayName);
	const smsMessage = smsOf(context, i);
	if (smsMessage === '') throw unwritten(SMS_MESSAGE.displayName);
	return { ...(emailMessage === undefined ? {} : { emailMessage }), ...(smsMessage === undefined ? {} : { smsMessage }) };
}

/** @returns undefined where none is sent */
function smsOf(context: IExecuteFunctions, i: number): string | undefined {
	const given: unknown = context.getNodeParameter(SMS.path, i, null);
	if (given === null) return undefined;
	const { sendSms, message } = recordOf(given);
	const isSent = optionalBoolean(SEND_SMS.displayName, sendSms) ?? SEND_SMS.default;
	return isSent ? textOf(SMS_MESSAGE, message) : undefined;
}

/** The empty text for one of blanks. */
function textOf({ displayName }: Readonly<{ displayName: string }>, given: unknown): string {
	const message = toText(displayName, given ?? '');
	return message.trim() === '' ? '' : message;
}

function unwritten(label: string): FailureError {
	return invalid(label, `${label} is empty, but an invitation would be sent`, 'Enter a text, or turn off the invitation.');
}

/** The fields of a new user: with what was looked for as its field, and in this department unless another is mapped. */
export function newcomer(edits: FieldEdits, more: ReadonlyArray<readonly [FieldName, Edit]>): FieldEdits {
	const own = new Map([...edits].map(([name, edit]) => [name === USER_NAME ? 'login' : name, edit]));
	const given = new Set([...own.keys()].map((name) => name.toLowerCase()));
	const hasRole = ['role', 'roleid', 'roles'].some((name) => given.has(name));
	return new Map([...own, ...more.filter(([name]) => !given.has(name.toLowerCase()) && !(name === 'roles' && hasRole))]);
}

/** What a new user gets beside the fields: a department, and by REST a role where one is chosen. */
function newUserEdits(context: IExecuteFunctions, i: number, protocol: Protocol): ReadonlyArray<readonly [FieldName, Edit]> {
	if (protocol !== 'rest') {
		return isChosen(context, i, DEPARTMENT) ? [[DEPARTMENT_ID, departmentOf(context, i)]] : [];
	}
	const roleId = locatedIdOf(context, i, { ...ROLE, name: `${NEW_USERS.name}.role` });
	const department = [DEPARTMENT_ID, departmentOf(context, i)] as const;
	return roleId === '' ? [department] : [department, ['roles', { set: [{ roleId }] }]];
}

/** The department that is chosen; one that is not chosen by its ID is looked up by {@link withDepartment}. */
function departmentOf(context: IExecuteFunctions, i: number): Edit {
	const key = selectedKey(context, i, DEPARTMENT);
	return { set: key.by === 'id' ? key.value : key };
}

/**
 * Fields with the ID of a department that was chosen by name or code.
 * @throws FailureError `notFound` or `ambiguous`
 */
export async function withDepartment(
	fields: ReadonlyArray<readonly [FieldName, Edit]>,
	{ departments }: Pick<OpenedISpring, 'departments'>,
): Promise<ReadonlyArray<readonly [FieldName, Edit]>> {
	const resolved = async ([name, edit]: readonly [FieldName, Edit]): Promise<readonly [FieldName, Edit]> => {
		const key = name === DEPARTMENT_ID && edit !== 'clear' ? keyIn(edit.set) : undefined;
		return key === undefined ? [name, edit] : [name, { set: await departments.idOf(key, DEPARTMENT.displayName) }];
	};
	return await Promise.all(fields.map(resolved));
}

function keyIn(value: FieldValue): RecordKey | undefined {
	if (typeof value !== 'object' || Array.isArray(value)) return undefined;
	const { by, value: text } = recordOf(value);
	return (by === 'name' || by === 'code') && typeof text === 'string' ? { by, value: text } : undefined;
}

function isChosen(context: IExecuteFunctions, i: number, { name }: Pick<Located, 'name'>): boolean {
	return toText(name, recordOf(context.getNodeParameter(name, i, '')).value ?? '').trim() !== '';
}

/** Empty where none is chosen. */
function locatedIdOf(context: IExecuteFunctions, i: number, { displayName, name }: Pick<Located, 'displayName' | 'name'>): string {
	return toText(displayName, context.getNodeParameter(name, i, '', { extractValue: true }) ?? '').trim();
}

/** Plans a write only after everything was asked that can be known beforehand. */
export function askedFirst<W extends Readonly<{ options: ISpringWriteOptions }>>(
	operation: UserOperation<W, ISpringUser>,
	directory: Pick<ISpringDirectory, 'assertChangeable' | 'assertMakeable'>,
): UserOperation<W, ISpringUser> {
	return {
		...operation,
		plan: async (wanted) => {
			const plan = await operation.plan(wanted);
			if (plan.kind === 'update') directory.assertChangeable(plan.changes);
			if (plan.kind === 'create') await directory.assertMakeable(plan.changes, wanted.options);
			return plan;
		},
	};
}
