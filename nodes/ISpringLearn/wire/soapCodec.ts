import { failed } from '../../shared/failure';
import { rowsOf } from '../../shared/http/pages';
import type { WayOut } from '../../shared/http/types';
import { scalarText } from '../../shared/json/json';
import { buildXml, textElement, type XmlElement } from '../../shared/xml/build';
import { child, type XmlNode } from '../../shared/xml/parse';
import type { ISpringUser } from '../user/profile';
import type { SoapChannel } from './channel';
import { refusal } from './failure';
import { olderChannel, type OlderCodec } from './olderChannel';
import { named, resultOf, soapClient, type Namespace } from './soapClient';
import { memberOf, newUserElements, OLDER, pair, soapStatus, updateElements } from './soapElements';
import { recordFromXml } from './xmlRecords';

/**
 * SOAP 1.1. People are looked up by getUsers: both generations of the pages have it, while the filters of
 * ListUsers belong to one and their inner elements are shown nowhere; a misread filter could answer nobody.
 * Sources: "Adding a User" (addUser), "Updating User's Profile" (updateUserProfile), "Getting User Information" (getUserProfile), "getUsers",
 * "getUserProfileFields", "Getting a List of Departments" (getDepartments), "Adding a Group" (addGroup; members as in its sample).
 */
export function soapChannel(out: WayOut, namespace: Namespace): SoapChannel {
	const { call, create } = soapClient(out, namespace);
	const codec = soapCodec(out, namespace);
	return {
		...olderChannel(codec),
		setStatus: async (id, status) => await codec.newStatus(status)(id),

		departments: () => {
			const read = async () => ({ rows: named(await call('GetDepartments'), 'department').map(recordFromXml) });
			return rowsOf({ start: '', read, idOf: ({ departmentId }) => scalarText(departmentId) ?? '' });
		},
		newGroup:
			({ name, userIds = [] }) =>
			async () => {
				const members = userIds.length === 0 ? [] : [{ name: 'userIds', children: userIds.map((id) => textElement('id', id)) }];
				return (await create('AddGroup', [textElement('name', name), ...members], 'groupId')).id;
			},
	};
}

function soapCodec(out: WayOut, namespace: Namespace): OlderCodec & Required<Pick<OlderCodec, 'newStatus'>> {
	const { open, call, order, create, remove } = soapClient(out, namespace);
	return {
		readUser: async (id) => {
			const answer = await open('GetUserProfile', [textElement('userId', id)]);
			const isNobody = answer.kind === 'fault' && refusal(answer.said).kind === 'notFound';
			return isNobody ? undefined : theUserIn(resultOf(answer));
		},
		listUsers: async ({ department, group }) =>
			usersIn(
				await call('GetUsers', [
					...(department === undefined ? [] : [textElement(namespace === OLDER ? 'organizationId' : 'departmentId', department)]),
					...(group === undefined ? [] : [textElement('groupId', group)]),
				]),
			),
		readFields: async () => named(await call('GetUserProfileFields'), 'userFieldInfo').map(recordFromXml),

		creation: (user, invitation) => {
			const elements = carriable(newUserElements(user, invitation, namespace));
			return async () => {
				const { id, result } = await create('AddUser', elements, 'userId');
				return { id, fellShort: exceeded(result) };
			};
		},
		update: (current, changes, account) => {
			const elements = carriable(updateElements(current, changes, account));
			return async (beforeRepeat) => {
				await order('UpdateUserProfile', elements, 'the profile was not updated', beforeRepeat);
				return [];
			};
		},
		newStatus: (value) => {
			const status = textElement('status', soapStatus(value));
			return async (id) => await order('ChangeUserStatus', [textElement('userId', id), status], 'the status was not changed');
		},
		removeUser: async (id) => await remove('DeleteUser', [textElement('userId', id)], 'the user was not deleted'),

		assertMember: (member, value) => void memberOf(member, value, undefined),
		assertField: (field, text) => void carriable([pair([field, text])]),
	};
}

/** @throws FailureError `invalid` for what XML can't hold */
function carriable(elements: readonly XmlElement[]): readonly XmlElement[] {
	buildXml({ name: 'request', children: elements });
	return elements;
}

/** The groups that the user could not join; the pages don't show what their elements are called. */
function exceeded(result: XmlNode): readonly string[] {
	const groups = named(result, 'exceededGroups')
		.flatMap(({ children, text }) => (children.length > 0 ? children.map((one) => one.text) : [text]))
		.filter((id) => id.trim() !== '');
	return groups.length > 0 ? [`The user could not be added to these groups: ${groups.join(',')} (exceededGroups)`] : [];
}

/** "Unknown user" is a Fault: a result without a user is no answer. */
function theUserIn(result: XmlNode): ISpringUser {
	const [user, ...others] = usersIn(result);
	if (user && others.length === 0) return user;
	throw failed({
		kind: 'unreadable',
		status: 200,
		says: `iSpring was asked for one user and answered with ${others.length === 0 ? 'none' : String(others.length + 1)}`,
		todo: 'Try the other "SOAP Namespace" in Options.',
	});
}

/** GetUsersResult holds the profiles, or a list of them: table and sample of the page differ. */
function usersIn(result: XmlNode): readonly ISpringUser[] {
	return named(child(result, 'users') ?? result, 'userProfile').map(recordFromXml);
}
