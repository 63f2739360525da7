import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import type { Channel, FaultKind, LoggedRequest } from '../sandbox';
import { UNITS } from '../sandbox/ispring/people';
import { ANA, byEmail, mapped, runISpring } from './ispringRun';

const fault = (words: string): string =>
	`<?xml version="1.0"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault><faultcode>client</faultcode><faultstring>${words}</faultstring></e:Fault></e:Body></e:Envelope>`;
/** A refusal as each API words it. */
const REFUSALS: Readonly<Record<string, (status: number, words: string) => FaultKind>> = {
	rest: (status, words) => ({
		kind: 'status',
		status,
		body: JSON.stringify({ code: status, message: words }),
		contentType: 'application/json',
	}),
	restHeader: (status, words) => ({ kind: 'status', status, statusText: words }),
	soap: (_status, words) => ({ kind: 'status', status: 500, body: fault(words), contentType: 'text/xml' }),
};
const CHANNELS: Readonly<Record<string, Channel>> = { rest: 'ispring-rest', restHeader: 'ispring-header', soap: 'ispring-soap' };
const DOUBT = 'An earlier attempt got no answer, so the change may already be in place.';

const WRITES: ReadonlyArray<readonly [what: string, api: string, operation: string, parameters: IDataObject]> = [
	...Object.keys(CHANNELS).map((api) => ['fields', api, 'update', { fields: mapped({ phone: '0012' }) }] as const),
	['a department alone', 'rest', 'update', { fields: mapped({ departmentId: UNITS[2]?.uuid ?? '' }) }],
	['a supervisor', 'rest', 'update', { fields: mapped({ subordination: 'none' }) }],
	['a status', 'rest', 'deactivate', {}],
	['a status', 'soap', 'deactivate', {}],
	['a password', 'rest', 'changePassword', { newPassword: 'geheim-42' }],
];

const sandbox = freshSandbox();

const isWrite = (request: LoggedRequest): boolean => request.isWrite;

describe.each(WRITES)('a write of %s by %s whose answer got lost (%s)', (_what, api, operation, parameters) => {
	const channel = CHANNELS[api] ?? 'ispring-rest';
	const refused = (status: number, words: string, only: (request: LoggedRequest) => boolean): void =>
		sandbox.fail({ channel, only, ...(REFUSALS[api]?.(status, words) ?? { kind: 'reset' }) });

	/** The first try is carried out, and after it iSpring says something else. */
	const said = async (status: number, words: string, toReads: boolean) => {
		let isLost = false;
		sandbox.fail({
			channel,
			only: isWrite,
			times: 1,
			kind: 'altered',
			afterHandling: true,
			alter: (answer) => {
				isLost = true;
				return { ...answer, status: 504, headers: { 'retry-after': '0' }, body: Buffer.from('gave up') };
			},
		});
		refused(status, words, (request) => isLost && (toReads || request.isWrite));
		const { error } = await runISpring(sandbox, { operation, items: [{ email: ANA }] }, { api, user: byEmail, ...parameters });
		return `${error?.message}. ${error?.description}`;
	};

	it.each([
		[404, 'Unknown user', true],
		[404, 'Unknown user', false],
		[403, 'Permission denied', false],
		[400, 'Wrong parameters', false],
	])('is in doubt when the next try is refused (%i %s, to reads too: %s)', async (status, words, toReads) => {
		const text = await said(status, words, toReads);

		expect(text).toContain(DOUBT);
		expect(text).not.toMatch(/Nothing was (written|sent)/);
	});
});

it('the second of two writes is in doubt too, while the first one is done', async () => {
	const isPassword = ({ path }: LoggedRequest): boolean => path.endsWith('/password');
	const lost: FaultKind = { kind: 'status', status: 503, headers: { 'retry-after': '0' } };
	sandbox.fail({ channel: 'ispring-rest', only: isPassword, times: 1, ...lost });
	sandbox.fail({ channel: 'ispring-rest', only: isPassword, ...(REFUSALS.rest?.(400, 'The password was used before') ?? lost) });
	const { error } = await runISpring(
		sandbox,
		{ operation: 'update', items: [{ email: ANA }] },
		{ user: byEmail, fields: mapped({ phone: '0012', password: 'geheim-42' }) },
	);

	expect(error?.message).toContain(
		'The profile was updated, but it is unclear whether the password was written. iSpring: The password was used before',
	);
	expect(error?.description).toContain(DOUBT);
});

it('a write that is refused at once is in no doubt', async () => {
	sandbox.fail({ channel: 'ispring-rest', only: isWrite, ...(REFUSALS.rest?.(404, 'Unknown user') ?? { kind: 'reset' }) });
	const { error } = await runISpring(
		sandbox,
		{ operation: 'update', items: [{ email: ANA }] },
		{ user: byEmail, fields: mapped({ phone: '0012' }) },
	);

	expect(error?.message).toContain('iSpring: Unknown user');
	expect(error?.description).not.toContain(DOUBT);
});
