import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import type { FaultKind } from '../sandbox';
import { UNITS } from '../sandbox/ispring/people';
import { ANA, byEmail, byId, mapped, outputOf, runISpring } from './ispringRun';

const sandbox = freshSandbox();

const json = (status: number, code: number, message: string): FaultKind => ({
	kind: 'status',
	status,
	body: JSON.stringify({ code, message }),
	contentType: 'application/json',
	headers: { 'retry-after': '0' },
});
const unread = (fault: FaultKind): void => sandbox.fail({ channel: 'ispring-rest', pathIncludes: '/profile/fields', ...fault });
const FORBIDDEN = json(403, 403, 'Permission denied');

/** Operations that look into the account's settings by REST, and what they are told. */
const LOOKING: ReadonlyArray<readonly [what: string, operation: string, parameters: IDataObject]> = [
	['a country by its name', 'update', { user: byEmail, fields: mapped({ country_id: '={{ "Ireland" }}' }) }],
	['a field that is to be cleared', 'update', { user: byEmail, options: { fieldsToClear: ['phone'] } }],
	['a field of the account’s own', 'update', { user: byEmail, fields: mapped({ UB9mT: 'Porto' }) }],
	['a new user', 'create', { department: byId(UNITS[1]?.uuid ?? ''), fields: mapped({ login: 'new.one', email: 'new.one@example.test' }) }],
	['a SCIM user that is put out', 'get', { user: byEmail, output: 'scim' }],
];

describe.each(LOOKING)('account settings that can not be read are no empty ones: %s', (_what, operation, parameters) => {
	it.each<[string, FaultKind, string]>([
		['an outage', json(503, 503, 'Maintenance until noon'), 'Maintenance until noon'],
		['a token that ended', json(401, 401, 'Authorization failed'), 'Authorization failed'],
		['a web page', { kind: 'malformed', body: '<!DOCTYPE html><html></html>', contentType: 'text/html' }, 'a web page'],
		['a plan without the API', json(403, 403, 'Account subscription expired'), 'Account subscription expired'],
		['something else', json(400, 400, 'Wrong parameters'), 'Wrong parameters'],
		['a broken connection', { kind: 'reset' }, 'No answer'],
	])('%s ends the item in iSpring’s words', async (_fault, fault, words) => {
		unread(fault);
		const { error } = await runISpring(sandbox, { operation, items: [{ email: ANA }] }, parameters);

		expect(error?.says).toMatch(/^The fields of the account could not be read: /);
		expect(`${error?.message} ${error?.description}`).toContain(words);
		expect(sandbox.writes()).toEqual([]);
	});

	it('there are none for a sign-in that iSpring does not let read them', async () => {
		unread(FORBIDDEN);
		const { error } = await runISpring(sandbox, { operation, items: [{ email: ANA }] }, parameters);

		// Then it is iSpring that judges the values.
		expect(error?.message ?? '').not.toContain('could not be read');
	});
});

it('are not read for texts that every account has', async () => {
	unread(json(503, 503, 'Maintenance'));
	const { json: items } = outputOf(
		await runISpring(sandbox, { operation: 'update', items: [{ email: ANA }] }, { user: byEmail, fields: mapped({ phone: '0012' }) }),
	);

	expect(items).toMatchObject([{ action: 'updated' }]);
});
