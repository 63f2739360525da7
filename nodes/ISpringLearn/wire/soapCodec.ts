import { failed } from '../../shared/failure';
import { judged } from '../../shared/http/answers';
import { rowsOf } from '../../shared/http/pages';
import type { VendorRequest, WayOut } from '../../shared/http/types';
import { scalarText } from '../../shared/json/json';
import { buildXml, textElement } from '../../shared/xml/build';
import { child, childText, type XmlNode } from '../../shared/xml/parse';
import type { ISpringUser } from '../user/profile';
import { soapEndpoint } from './addresses';
import type { SoapChannel } from './channel';
import { isGone, noId, refusal } from './failure';
import { olderChannel, type OlderCodec } from './olderChannel';
import {
	envelope,
	FAULT,
	named,
	openEnvelope,
	resultOf,
	SOAP_HEADERS,
	type Content,
	type Namespace,
	type SoapAnswer,
} from './soapEnvelope';
import { propertyElement, newUserElements, OLDER, pair, soapStatus, updateElements } from './userElements';
import { isYes, recordFromXml } from './xmlRecords';

/**
 * SOAP 1.1. People are looked up by getUsers: both generations of the pages have it, while the filters of
 * ListUsers belong to one and their inner elements are shown nowhere; a misread filter could answer nobody.
 * Sources: "Adding a User" (addUser), "Updating User's Profile" (updateUserProfile), "Getting User Information" (getUserProfile), "getUsers",
 * "getUserProfileFields", "Getting a List of Departments" (getDepartments), "Adding a Group" (addGroup; members as in its sample).
 */
export function soapChannel(out: WayOut, namespace: Namespace): SoapChannel {
	const client = soapClient(out, namespace);
	const codec = soapCodec(client, namespace);
	return {
		...olderChannel(codec),
		setStatus: async (id, status) => await codec.newStatus(status)(id),

		departments: () => {
			const read = async () => ({ rows: named(await client.call('GetDepartments'), 'department').map(recordFromXml) });
			return rowsOf({ start: '', read, idOf: ({ departmentId }) => scalarText(departmentId) ?? '' });
		},
		newGroup:
			({ name, userIds = [] }) =>
			async () => {
				const members = userIds.length === 0 ? [] : [{ name: 'userIds', children: userIds.map((id) => textElement('id', id)) }];
				return (await client.create('AddGroup', [textElement('name', name), ...members], 'groupId')).id;
			},
	};
}

function soapCodec(
	{ open, call, order, create, remove }: ReturnType<typeof soapClient>,
	namespace: Namespace,
): OlderCodec & Required<Pick<OlderCodec, 'newStatus'>> {
	return {
		readUser: async (id) => {
			const answer = await open(READS_ONE, [textElement('userId', id)]);
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
			const elements = throwUnlessXml(newUserElements(user, invitation, namespace));
			return async () => {
				const { id, result } = await create('AddUser', elements, 'userId');
				return { id, fellShort: exceeded(result) };
			};
		},
		update: (current, changes, account) => {
			const elements = throwUnlessXml(updateElements(current, changes, account));
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

		assertProperty: (property, value) => void propertyElement(property, value, undefined),
		assertField: (field, text) => void throwUnlessXml([pair([field, text])]),
	};
}

/** What only reads, though every call of SOAP is a POST. */
const READS = /^(Get|List)/;
const READS_ONE = 'GetUserProfile';
/** What makes something new each time. */
const MAKES = /^Add/;
/** The Fault of a token that ended comes without a 401. */
const SIGN_IN_OVER = /<faultstring[^>]*>\s*authorization failed/i;

/** SOAP 1.1, signed in the body by the credential. */
export function soapClient({ credential, send }: WayOut, namespace: Namespace) {
	/** A result or a Fault. */
	const open = async (method: string, content: Content = [], beforeRepeat?: VendorRequest['beforeRepeat']): Promise<SoapAnswer> => {
		const answer = await send({
			method: 'POST',
			url: soapEndpoint(credential),
			headers: SOAP_HEADERS,
			body: envelope(`${method}Request`, content, namespace),
			repeats: !MAKES.test(method),
			// A Fault comes with the status of a server that could not answer, and is iSpring's own word.
			isFinal: ({ body }) => FAULT.test(body),
			isSignInOver: ({ body }) => FAULT.test(body) && SIGN_IN_OVER.test(body),
			...(READS.test(method) ? { reads: true } : {}),
			...(method === READS_ONE ? { one: true } : {}),
			...(beforeRepeat ? { beforeRepeat } : {}),
		});
		// The page of changeUserStatus calls its result SuccessResult, in both capitals.
		return openEnvelope(answer, [`${method}Result`, 'SuccessResult', 'successResult']);
	};
	/** @throws FailureError for a Fault */
	const call = async (method: string, content?: Content): Promise<XmlNode> => resultOf(await open(method, content));

	return {
		open,
		call,
		/** @throws FailureError for a Fault, and `refused` for a result that says no */
		order: async (method: string, content: Content, otherwise: string, beforeRepeat?: VendorRequest['beforeRepeat']): Promise<void> =>
			assertYes(await open(method, content, beforeRepeat), otherwise),
		/** The same for a deletion, which has nothing left to do when an earlier try of it did it. */
		remove: async (method: string, content: Content, otherwise: string): Promise<void> => {
			const answer = await open(method, content);
			if (answer.kind === 'result' || !isGone(answer, answer.said.words)) assertYes(answer, otherwise);
		},
		/** Makes a record and gives back the result with its ID. */
		create: async (method: string, content: Content, idName: string): Promise<Readonly<{ id: string; result: XmlNode }>> => {
			const result = await call(method, content);
			const id = childText(result, idName)?.trim();
			if (!id) throw noId({ status: 200 });
			return { id, result };
		},
	};
}

function assertYes(answer: SoapAnswer, otherwise: string): void {
	const result = judged(answer.kind === 'fault' ? answer : {}, () => resultOf(answer));
	if (!isYes(childText(result, 'success')))
		throw failed({ kind: 'refused', status: 200, says: `iSpring answered that ${otherwise} (success: false)` });
}

/** @throws FailureError `invalid` for what XML can't hold */
function throwUnlessXml(elements: Content): Content {
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
		todo: 'Try the other "SOAP Namespace" under Options, Requests.',
	});
}

/** GetUsersResult holds the profiles, or a list of them: table and sample of the page differ. */
function usersIn(result: XmlNode): readonly ISpringUser[] {
	return named(child(result, 'users') ?? result, 'userProfile').map(recordFromXml);
}
