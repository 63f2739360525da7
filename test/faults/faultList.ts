import type { Fault, RawAnswer, Sandbox } from '../sandbox';
import type { Way } from '../workflow/ways';

/** Something that goes wrong with requests of a way. Which of them it strikes is chosen beside it. */
export type NamedFault = Readonly<{
	title: string;
	/** Nothing listens at the address of the credential. */
	nobodyListens?: true;
	fault?: (way: Way, sandbox: Sandbox, elsewhere: string) => Fault;
}>;

const PAGE = '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form></form></body></html>';

const status =
	(code: number, headers: Record<string, string> = {}): NonNullable<NamedFault['fault']> =>
	() => ({ kind: 'status', status: code, headers, body: '' });
const altered =
	(alter: (answer: RawAnswer) => RawAnswer, afterHandling = true): NonNullable<NamedFault['fault']> =>
	() => ({ kind: 'altered', afterHandling, alter });
const without = (headers: RawAnswer['headers'], name: string): Record<string, string> =>
	Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name));
const withBody = (answer: RawAnswer, body: Buffer): RawAnswer => ({ ...answer, headers: without(answer.headers, 'content-length'), body });
const page = (answer: RawAnswer): RawAnswer => ({
	status: 200,
	headers: { 'content-type': 'text/html; charset=utf-8' },
	body: Buffer.from(PAGE),
	...(answer.ends ? { ends: answer.ends } : {}),
});
/** In whole seconds: it is over when it arrives, so that twenty of them don't take half a minute. */
const now = (): string => new Date().toUTCString();

/** A refusal in a vendor's own shape, which these words can be read from; the older REST API speaks through its status line. */
export function refusalOf({ title, channel }: Way, words: string): Readonly<{ body: string; contentType: string }> {
	const xml = words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
	if (channel === 'ispring-soap') {
		return {
			contentType: 'text/xml',
			body: `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault><faultcode>client</faultcode><faultstring>${xml}</faultstring></e:Fault></e:Body></e:Envelope>`,
		};
	}
	if (title === 'Appenate (XML)')
		return {
			contentType: 'application/xml',
			body: `<UserResponse><ResponseStatus><ErrorCode>Invalid</ErrorCode><Message>${xml}</Message></ResponseStatus></UserResponse>`,
		};
	if (title === 'HighQ Publisher (XML)')
		return { contentType: 'application/xml', body: `<error><summary>${xml}</summary><ref>74</ref></error>` };
	if (channel === 'ispring-header') return { contentType: 'text/plain', body: words };
	return {
		contentType: 'application/json',
		body: JSON.stringify({
			IsError: true,
			ResponseMessage: words,
			ResponseData: null,
			ResponseStatus: { ErrorCode: 'Invalid', Message: words },
			error: { summary: words, ref: '74' },
			code: 400,
			message: words,
		}),
	};
}

/** Everything that issue 5 names, and what is near to it. */
export const FAULTS: readonly NamedFault[] = [
	{ title: 'connection refused', nobodyListens: true },
	{ title: 'reset before handling', fault: () => ({ kind: 'reset' }) },
	{ title: 'reset after handling', fault: () => ({ kind: 'reset', afterHandling: true }) },
	{ title: 'no answer before handling', fault: altered((answer) => ({ ...answer, ends: 'silence' }), false) },
	{ title: 'no answer after handling', fault: altered((answer) => ({ ...answer, ends: 'silence' })) },
	{ title: 'half body', fault: () => ({ kind: 'halfBody' }) },
	{
		title: 'Content-Length too large',
		fault: altered((answer) => ({
			...answer,
			headers: { ...answer.headers, 'content-length': String(answer.body.length + 10) },
			ends: 'connection',
		})),
	},
	{
		title: 'Content-Length too small',
		fault: altered((answer) => ({
			...answer,
			headers: { ...answer.headers, 'content-length': String(Math.floor(answer.body.length / 2)) },
			ends: 'connection',
		})),
	},
	{ title: '408', fault: status(408) },
	{ title: '429, Retry-After in seconds', fault: status(429, { 'retry-after': '0' }) },
	{
		title: '429, Retry-After as a date',
		fault: () => ({
			kind: 'altered',
			alter: () => ({ status: 429, headers: { 'retry-after': now(), date: new Date().toUTCString() }, body: Buffer.alloc(0) }),
		}),
	},
	{
		title: '429, X-Ratelimit-Reset',
		fault: () => ({
			kind: 'altered',
			alter: () => ({ status: 429, headers: { 'x-ratelimit-reset': String(Math.floor(Date.now() / 1000)) }, body: Buffer.alloc(0) }),
		}),
	},
	{ title: '429, Retry-After tomorrow', fault: status(429, { 'retry-after': '86400' }) },
	{ title: '500', fault: status(500) },
	{ title: '502', fault: status(502) },
	{ title: '503', fault: status(503) },
	{ title: '504', fault: status(504) },
	{ title: '500 after handling', fault: altered((answer) => ({ ...withBody(answer, Buffer.from('no')), status: 500 })) },
	{ title: '503 after handling', fault: altered((answer) => ({ ...withBody(answer, Buffer.from('no')), status: 503 })) },
	{ title: '504 after handling', fault: altered((answer) => ({ ...withBody(answer, Buffer.from('no')), status: 504 })) },
	{ title: 'login page with 200', fault: altered(page, false) },
	{ title: 'login page with 200 after handling', fault: altered(page) },
	{
		title: 'error inside a 200',
		fault: (way) => ({
			kind: 'altered',
			alter: () => {
				const { body, contentType } = refusalOf(way, 'The directory is closed for maintenance');
				return { status: 200, headers: { 'content-type': contentType }, body: Buffer.from(body) };
			},
		}),
	},
	{
		title: '204 where a body was due',
		fault: altered(({ headers }) => ({ status: 204, headers: without(headers, 'content-length'), body: Buffer.alloc(0) })),
	},
	{ title: 'empty 200', fault: altered((answer) => withBody(answer, Buffer.alloc(0))) },
	{
		title: 'gzip over plain bytes',
		fault: altered((answer) => ({ ...answer, headers: { ...answer.headers, 'content-encoding': 'gzip' } })),
	},
	{
		title: 'wrong encoding',
		fault: altered((answer) =>
			withBody(answer, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(answer.body.toString(), 'utf16le')])),
		),
	},
	{ title: 'redirect to another host', fault: (_way, _sandbox, elsewhere) => ({ kind: 'redirect', to: `${elsewhere}/login?session=1` }) },
	{
		title: 'end of the document cut off',
		fault: altered((answer) => withBody(answer, answer.body.subarray(0, Math.max(answer.body.length - 3, 0)))),
	},
	{ title: 'document sent twice', fault: altered((answer) => withBody(answer, Buffer.concat([answer.body, answer.body]))) },
];
