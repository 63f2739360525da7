import { failed } from '../../shared/failure';
import type { Session } from '../../shared/n8n/session';
import type { Change, FieldName, FieldValue } from '../../shared/provisioning/types';
import { buildXml, textElement, type XmlElement } from '../../shared/xml/build';
import { child, childText, type XmlNode } from '../../shared/xml/parse';
import { isMember, ISPRING_MEMBERS, missing, PASSWORD, texts, type ISpringProfile } from '../profile';
import type { ProfileField, SwitchingChannel } from './channel';
import { envelope, NAMESPACES, openEnvelope, SOAP_ACTION, type Namespace, type Opened } from './envelope';
import { refusal } from './failure';
import { asText, fullFields } from './mandatory';
import { soapEndpoint } from './request';
import { once, roster, wholeList } from './roster';
import { fieldFromXml, isYes, profileFromXml } from './userXml';

/** The namespace of the older pages, which have organizations where the newer ones have departments. */
const [OLDER] = NAMESPACES;

/** Members of an update. Where a profile does not show a member, that generation of the API does not know it. */
const MEMBERS = ['departmentId', 'role', 'roleId', 'manageableDepartmentIds', 'groupIds'];

/**
 * SOAP 1.1. People are looked up by getUsers: both generations of the pages have it, while the filters of
 * ListUsers belong to one and their inner elements are shown nowhere; a misread filter could answer nobody.
 * Sources: "Updating User's Profile" (updateUserProfile), "Getting User Information" (getUserProfile), "getUsers", "getUserProfileFields".
 */
export function soapChannel({ credential, send }: Pick<Session, 'credential' | 'send'>, namespace: Namespace): SwitchingChannel {
	const call = async (method: string, members: readonly XmlElement[] = []): Promise<Opened> => {
		// The page of changeUserStatus calls its result SuccessResult, in both capitals.
		const results = [`${method}Result`, 'SuccessResult', 'successResult'] as const;
		const body = envelope(`${method}Request`, members, namespace);
		const headers = { ...SOAP_ACTION, 'Content-Type': 'text/xml; charset=utf-8', Accept: 'text/xml' };
		return openEnvelope(await send({ method: 'POST', url: soapEndpoint(credential), headers, body }), results);
	};

	const byId = async (id: string): Promise<readonly ISpringProfile[]> => {
		const opened = await call('GetUserProfile', [textElement('userId', id)]);
		if (opened.kind === 'fault' && refusal(opened.said).kind === 'notFound') return [];
		return profilesIn(resultOf(opened));
	};
	const list = async (filter: readonly XmlElement[] = []): Promise<readonly ISpringProfile[]> => profilesIn(resultOf(await call('GetUsers', filter)));
	const users = roster(list, byId);
	const accountFields = once(async (): Promise<readonly ProfileField[]> => named(resultOf(await call('GetUserProfileFields')), 'userFieldInfo').map(fieldFromXml));

	return {
		find: users.find,

		update: async (current, changes) => {
			assertSuccess(resultOf(await call('UpdateUserProfile', updateOf(current, changes, await accountFields.get()))), 'the profile was not updated');
			users.written(changes);
			return [];
		},

		list: wholeList(async ({ department, group }) => await list([
			...(department === undefined ? [] : [textElement(namespace === OLDER ? 'organizationId' : 'departmentId', department)]),
			...(group === undefined ? [] : [textElement('groupId', group)]),
		])),

		setStatus: async (id, status) => assertSuccess(resultOf(await call('ChangeUserStatus', [textElement('userId', id), textElement('status', String(status))])), 'the status was not changed'),

		remove: async (id) => assertSuccess(resultOf(await call('DeleteUser', [textElement('userId', id)])), 'the user was not deleted'),

		profileFields: accountFields.get,

		assertCarried: (field, value) => {
			if (isMember(field) && field !== PASSWORD) memberOf(field, value, undefined);
			else buildXml(pair([field, asText(value)]));
		},
	};
}

/** Elements in the order of the page's sample. */
function updateOf(current: ISpringProfile, changes: readonly Change[], account: readonly ProfileField[]): readonly XmlElement[] {
	const members = changes
		.filter(({ field }) => isMember(field) && field !== PASSWORD)
		.map(({ field, to }) => memberOf(field, field === 'groupIds' ? missing(current.fields.get(field), to) : (to ?? ''), current));
	const fields = { name: 'fields', children: fullFields(current, changes, account).map(pair) };
	const isGroups = ({ name }: XmlElement): boolean => name === 'groups';
	return [textElement('userId', current.id), ...members.filter((member) => !isGroups(member)), fields, ...members.filter(isGroups)];
}

/** @throws FailureError `invalid` when SOAP, or the generation that answered with this profile, has no such member */
function memberOf(field: FieldName, value: FieldValue, current: ISpringProfile | undefined): XmlElement {
	const name = wireName(field, current);
	const known = MEMBERS.includes(field) && (current === undefined || current.record[name] !== undefined);
	if (!known) {
		const label = ISPRING_MEMBERS.find((spec) => spec.name === field)?.label ?? field;
		throw failed({ kind: 'invalid', parameter: label, says: `${label} can't be set by SOAP in this account`, todo: 'Remove the field, or choose REST as API. Nothing was written for this item.' });
	}
	if (!Array.isArray(value)) return textElement(name, asText(value));
	return { name, children: texts(value).map((id) => textElement('id', id)) };
}

/** Older accounts have organizations where newer ones have departments. */
function wireName(field: FieldName, current: ISpringProfile | undefined): string {
	if (field === 'groupIds') return 'groups';
	return field === 'departmentId' && current?.record.organizationId !== undefined ? 'organizationId' : field;
}

function pair([name, value]: readonly [FieldName, string]): XmlElement {
	return { name: 'field', children: [textElement('name', name), textElement('value', value)] };
}

function assertSuccess(result: XmlNode, otherwise: string): void {
	if (!isYes(childText(result, 'success'))) throw failed({ kind: 'refused', status: 200, says: `iSpring answered that ${otherwise} (success: false)` });
}

function resultOf(opened: Opened): XmlNode {
	if (opened.kind === 'fault') throw failed(refusal(opened.said));
	return opened.result;
}

/** GetUsersResult holds the profiles, or a list of them: table and sample of the page differ. */
function profilesIn(result: XmlNode): readonly ISpringProfile[] {
	return named(child(result, 'users') ?? result, 'userProfile').map(profileFromXml);
}

function named({ children }: XmlNode, name: string): readonly XmlNode[] {
	return children.filter((one) => one.name === name);
}
