import { failed } from '../../shared/failure';
import { judged } from '../../shared/http/answers';
import type { VendorAnswer, VendorRequest, WayOut } from '../../shared/http/types';
import type { FieldValue } from '../../shared/provisioning/types';
import { parseXml, type XmlNode } from '../../shared/xml/parse';
import { missing } from '../user/compare';
import { assertNoErrorInside, documentIn, isGone, isWebPage, notTheApi, refusal, saidIn, speaksForItself } from './failure';
import { legacyBase, SETTINGS } from './request';

export type Headers = Readonly<Record<string, string>>;

/** The older REST API: everything in request headers, refusals in the status line. */
export interface HeaderClient {
	/** @throws FailureError for a refusal, and `unreadable` for anything but a document with this root */
	readonly read: (path: string, root: string, filter?: Headers) => Promise<XmlNode>;
	/** The same for one user: undefined when iSpring says that there is none. */
	readonly readUser: (path: string) => Promise<XmlNode | undefined>;
	/** Sets something: sent twice, it is the same, unless others write in between what `beforeRepeat` looks for. */
	readonly post: (path: string, headers: Headers, beforeRepeat?: VendorRequest['beforeRepeat']) => Promise<VendorAnswer>;
	/** Makes a record and gives back its ID, the body of the answer. */
	readonly create: (path: string, headers: Headers) => Promise<Readonly<{ id: string; answer: VendorAnswer }>>;
	/** Makes somebody a member; `already` when iSpring says that the user is one. */
	readonly join: (path: string, headers: Headers) => Promise<'added' | 'already'>;
	readonly remove: (path: string) => Promise<void>;
}

export function headerClient({ credential, send }: WayOut): HeaderClient {
	const get = async (path: string, filter: Headers = {}): Promise<VendorAnswer> =>
		await send({ method: 'GET', url: legacyBase(credential) + path, headers: { Accept: 'application/xml', ...filter } });
	const sent = async (path: string, headers: Headers, options: Pick<VendorRequest, 'repeats' | 'beforeRepeat'>): Promise<VendorAnswer> =>
		await send({ method: 'POST', ...options, url: legacyBase(credential) + path, headers });

	return {
		read: async (path, root, filter) => open(await get(path, filter), root),
		readUser: async (path) => {
			const answer = await get(path);
			return isNobody(answer) ? undefined : open(answer, 'userProfile');
		},
		post: async (path, headers, beforeRepeat) =>
			done(await sent(path, headers, { repeats: true, ...(beforeRepeat ? { beforeRepeat } : {}) })),
		create: async (path, headers) => {
			const answer = accepted(await sent(path, headers, { repeats: false }));
			return { id: idIn(answer), answer };
		},
		join: async (path, headers) => {
			const answer = await sent(path, headers, { repeats: true });
			if (isMember(answer)) return 'already';
			done(answer);
			return 'added';
		},
		remove: async (path) => {
			const answer = await send({ method: 'DELETE', url: legacyBase(credential) + path, headers: {} });
			if (!isGone(answer, reasonOf(answer))) done(answer);
		},
	};
}

/**
 * The groups that the user could not join.
 * @param already those that the user was in before, who is in no need of joining them
 */
export function exceeded({ headers }: VendorAnswer, already?: FieldValue): readonly string[] {
	const named = (headers['x-exceeded-groups'] ?? '').split(',').map((id) => id.trim());
	const groups = missing(
		already,
		named.filter((id) => id !== ''),
	);
	return groups.length > 0 ? [`The user could not be added to these groups: ${groups.join(',')} (X-Exceeded-Groups)`] : [];
}

/** "Unknown user" is the documented reason; another 404 is a wrong address. */
function isNobody({ status, statusText }: VendorAnswer): boolean {
	return status === 404 && /^unknown user\b/i.test(statusText);
}

/** The documented reason, with the status that it shares with others. */
function isMember({ status, statusText }: VendorAnswer): boolean {
	return status === 403 && /^user already group.s member/i.test(statusText);
}

function open(answer: VendorAnswer, root: string): XmlNode {
	const { body } = accepted(answer);
	if (body.trim() === '') throw notTheApi(answer, SETTINGS.legacy);
	return parseXml(body, [root]);
}

function idIn(answer: VendorAnswer): string {
	const [id] = /^[\w-]{1,64}$/.exec(answer.body.trim()) ?? [];
	if (id !== undefined) return id;
	throw failed({
		kind: 'unreadable',
		status: answer.status,
		says: 'iSpring accepted the request, but its answer holds no ID',
		todo: 'Look in iSpring whether it was made before you run this again.',
	});
}

function accepted(answer: VendorAnswer): VendorAnswer {
	const { status, body } = answer;
	const words = reasonOf(answer);
	assertNoErrorInside(answer, documentIn(body));
	const isElsewhere = isWebPage(body) || (status === 404 && !/^unknown /i.test(words));
	if (isElsewhere && !speaksForItself(answer)) throw notTheApi(answer, SETTINGS.legacy);
	if (status >= 400) throw failed(refusal(saidIn(answer, words)));
	return answer;
}

/** An update, a membership and a deletion are answered without a body. */
function done(answer: VendorAnswer): VendorAnswer {
	if (judged(answer, () => accepted(answer)).body.trim() !== '') throw notTheApi(answer, SETTINGS.legacy);
	return answer;
}

/** A status line is bytes: Node reads them as Latin-1, iSpring may write UTF-8. */
function reasonOf({ statusText }: VendorAnswer): string {
	const bytes = Uint8Array.from(statusText, (character) => character.charCodeAt(0));
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
	} catch {
		return statusText.trim();
	}
}
