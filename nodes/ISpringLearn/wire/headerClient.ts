import { failed } from '../../shared/failure';
import { judged } from '../../shared/http/answers';
import type { VendorAnswer, VendorRequest, WayOut } from '../../shared/http/types';
import { parseXml, type XmlNode } from '../../shared/xml/parse';
import { legacyBase, SETTINGS } from './addresses';
import { assertNoErrorInside, documentIn, isGone, isWebPage, noId, notTheApi, refusal, saidIn, speaksForItself } from './failure';

export type Headers = Readonly<Record<string, string>>;

/** The older REST API: everything in request headers, refusals in the status line. */
export function headerClient({ credential, send }: WayOut) {
	const get = async (path: string, filter: Headers = {}): Promise<VendorAnswer> =>
		await send({ method: 'GET', url: legacyBase(credential) + path, headers: { Accept: 'application/xml', ...filter } });
	const sent = async (path: string, headers: Headers, options: Pick<VendorRequest, 'repeats' | 'beforeRepeat'>): Promise<VendorAnswer> =>
		await send({ method: 'POST', ...options, url: legacyBase(credential) + path, headers });

	return {
		/** @throws FailureError for a refusal, and `unreadable` for anything but a document with this root */
		read: async (path: string, root: string, filter?: Headers): Promise<XmlNode> => open(await get(path, filter), root),
		/** The same for one user: undefined when iSpring says that there is none. */
		readUser: async (path: string): Promise<XmlNode | undefined> => {
			const answer = await get(path);
			return isNobody(answer) ? undefined : open(answer, 'userProfile');
		},
		/** Sets something: sent twice, it is the same, unless others write in between what `beforeRepeat` looks for. */
		post: async (path: string, headers: Headers, beforeRepeat?: VendorRequest['beforeRepeat']): Promise<VendorAnswer> =>
			done(await sent(path, headers, { repeats: true, ...(beforeRepeat ? { beforeRepeat } : {}) })),
		/** Makes a record and gives back its ID, the body of the answer. */
		create: async (path: string, headers: Headers): Promise<Readonly<{ id: string; answer: VendorAnswer }>> => {
			const answer = accepted(await sent(path, headers, { repeats: false }));
			const [id] = /^[\w-]{1,64}$/.exec(answer.body.trim()) ?? [];
			if (id === undefined) throw noId(answer);
			return { id, answer };
		},
		/** Makes somebody a member; `already` when iSpring says that the user is one. */
		join: async (path: string, headers: Headers): Promise<'added' | 'already'> => {
			const answer = await sent(path, headers, { repeats: true });
			if (isMember(answer)) return 'already';
			done(answer);
			return 'added';
		},
		remove: async (path: string): Promise<void> => {
			const answer = await send({ method: 'DELETE', url: legacyBase(credential) + path, headers: {} });
			if (!isGone(answer, reasonOf(answer))) done(answer);
		},
	};
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

/** @throws FailureError for a refusal, and for what comes from elsewhere */
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
