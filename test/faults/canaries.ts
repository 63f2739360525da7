import type { LoggedRequest, RawAnswer, SandboxSecrets } from '../sandbox';
import type { SyncWay } from '../workflow/syncWays';
import { refusalOf } from './faultList';

/** What XML, JSON, URLs and base64 each write in another way, in characters that a header carries. */
const HARD = '"<&>\'+%2F/\\=#?;';

export const CANARIES: SandboxSecrets = {
	axero: { bearerToken: `canary-axero-${HARD}1`, restApiKey: `canary-rest-${HARD}2`, scimToken: `canary-scim-${HARD}7` },
	appenate: { companyId: '70001', integrationKey: `canary-appenate-${HARD}3`, readOnlyKey: `canary-read-only-${HARD}5` },
	highq: {
		clientId: 'canary-client-highq',
		clientSecret: `canary-secret-${HARD}4`,
		accessToken: `canary-access-${HARD}5`,
		refreshToken: `canary-refresh-${HARD}6`,
	},
	ispring: {
		accountUrl: 'https://example.ispringlearn.test',
		email: 'integration@example.test',
		password: `canary-password-${HARD}7`,
		clientId: '11111111-2222-4333-8444-555555555555',
		clientSecret: `canary-client-${HARD}8`,
	},
};
/** A password of a user, which is written. */
export const WRITTEN = `canary-written-${HARD}9`;

export const ALL_CANARIES: readonly string[] = [
	CANARIES.axero.bearerToken,
	CANARIES.axero.restApiKey,
	CANARIES.axero.scimToken,
	CANARIES.appenate.integrationKey,
	CANARIES.highq.clientSecret,
	CANARIES.highq.accessToken,
	CANARIES.highq.refreshToken,
	CANARIES.ispring.password,
	CANARIES.ispring.clientSecret,
	WRITTEN,
];

const asXml = (text: string): string =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&apos;');
const asReferences = (text: string): string => [...text].map((one) => `&#${one.codePointAt(0) ?? 0};`).join('');
const asJson = (text: string): string => JSON.stringify(text).slice(1, -1);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** A canary as it may be seen, by another hand than the one that hides it. */
function sightings(canary: string): string[] {
	const url = encodeURIComponent(canary);
	const once = [
		canary,
		url,
		url.replace(/%../g, (byte) => byte.toLowerCase()),
		base64(canary),
		Buffer.from(canary).toString('base64url'),
		asJson(canary),
		asXml(canary),
		asReferences(canary),
	];
	// The words alone, too: half a canary tells enough.
	return [...once, asJson(asJson(canary)), asXml(asXml(canary)), encodeURIComponent(url), canary.slice(0, canary.indexOf('"') + 4)];
}

/** Which canaries can be read in a text, and how. */
export function seenIn(text: string, canaries: readonly string[] = ALL_CANARIES): string[] {
	const unescaped = [text, text.replaceAll('\\\\', '\\').replaceAll('\\"', '"')];
	return canaries.flatMap((canary) => sightings(canary).filter((one) => unescaped.some((shown) => shown.includes(one))));
}

/** The sandbox's own tokens in what was sent to it. */
export function tokensIn({ headers, body }: LoggedRequest): string[] {
	return `${headers.authorization ?? ''} ${body}`.match(/(?<![\w-])[\w-]{43}(?![\w-])/g) ?? [];
}

/** The vendor's refusal, which repeats all that it was sent, in every spelling. */
export function echo(way: SyncWay, status: number): (answer: RawAnswer, request: LoggedRequest) => RawAnswer {
	return (_answer, request) => {
		const { headers, body, path } = request;
		// The secrets first: a long message is cut.
		const values = [
			...ALL_CANARIES.filter((one) => `${body}${JSON.stringify(headers)}${path}`.includes(one.slice(0, 14))),
			...tokensIn(request),
			...Object.values(headers),
			path,
			decodeURIComponent(path),
			body,
		];
		const words = values
			.flatMap((value) => [value, encodeURIComponent(value), base64(value), asJson(value), asXml(value), asReferences(value)])
			.join(' ')
			.replace(/[^\x20-\x7e]/g, ' ');
		const { body: refusal, contentType } = refusalOf(way, words);
		return { status, statusText: words.slice(0, 8_000), headers: { 'content-type': contentType }, body: Buffer.from(refusal) };
	};
}
