import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import type { Channel, LoggedRequest } from '../sandbox';
import { UNITS } from '../sandbox/ispring/people';
import { ANA, byEmail, byId, mapped, outputOf, runISpring } from './ispringRun';

const CHANNELS: ReadonlyArray<readonly [api: string, channel: Channel]> = [
	['rest', 'ispring-rest'],
	['restHeader', 'ispring-header'],
	['soap', 'ispring-soap'],
];
const json = (code: number | string, message: string): string => JSON.stringify({ code, message });
const xml = (code: number, message: string): string =>
	`<?xml version="1.0" encoding="UTF-8"?><response><code>${code}</code><message>${message}</message></response>`;

const sandbox = freshSandbox();

const run = async (api: string, operation: string, parameters: IDataObject = {}) =>
	await runISpring(sandbox, { operation, items: [{ email: ANA }] }, { api, user: byEmail, ...parameters });
const answer = (channel: Channel, body: string, only: (request: LoggedRequest) => boolean, status = 200): void =>
	sandbox.fail({ channel, only, kind: 'status', status, body, contentType: 'application/json' });

describe.each(CHANNELS)('an error inside of a 200, by %s', (api, channel) => {
	it.each([
		['as JSON', json(403, 'Permission denied'), 'iSpring: Permission denied'],
		['as XML', xml(403, 'Permission denied'), 'iSpring: Permission denied'],
		['with a code of its own', json('E-17', 'The directory is closed'), 'iSpring: The directory is closed'],
		['about the sign-in', json(401, 'Authorization failed'), 'iSpring rejected the credential (Authorization failed)'],
	])('%s keeps its words, where something is read', async (_how, body, message) => {
		answer(channel, body, ({ isWrite }) => !isWrite);

		expect((await run(api, 'get')).error?.message).toContain(message);
	});

	it.each([
		['update', { fields: mapped({ phone: '0012' }) }],
		['delete', {}],
		[
			'create',
			{
				department: byId(api === 'rest' ? (UNITS[1]?.uuid ?? '') : '2'),
				fields: mapped({ login: 'new.one', email: 'new.one@example.test', first_name: 'New', last_name: 'One' }),
			},
		],
	])('keeps its words, where something is written (%s)', async (operation, parameters) => {
		answer(channel, json(500, 'The directory is closed for maintenance'), ({ isWrite }) => isWrite);

		expect((await run(api, operation, parameters)).error?.message).toContain('iSpring: The directory is closed for maintenance');
	});

	it('is no sign that nobody is there', async () => {
		answer(channel, json(404, 'Not Found'), ({ isWrite }) => !isWrite);
		const { error } = await run(api, 'get');

		expect(error?.message).toContain('iSpring: Not Found');
	});
});

it('the words of a refusal are read from XML too, which iSpring answers with by default', async () => {
	answer('ispring-rest', xml(400, 'Invalid value 1. Field phone must be a phone number.'), ({ isWrite }) => isWrite, 400);

	expect((await run('rest', 'update', { fields: mapped({ phone: '1' }) })).error?.message).toContain(
		'iSpring: Invalid value 1. Field phone must be a phone number',
	);
});

it('a record that has a code is none', async () => {
	const { json: items } = outputOf(
		await runISpring(
			sandbox,
			{ resource: 'department', operation: 'get', items: [{}] },
			{ department: byId(UNITS[1]?.uuid ?? ''), output: 'raw' },
		),
	);

	expect(items).toMatchObject([{ code: 'D-Sales' }]);
});
