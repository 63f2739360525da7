import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import type { FaultKind } from '../sandbox';
import { actionsOf, jsonOf, runSync, SYNC_WAYS } from '../workflow/syncWays';

const PEOPLE = 12;
const sandbox = freshSandbox({ people: PEOPLE });

const NEW = 'liam.byrne@example.test';

/** What becomes of the creation of somebody whose email address has changed. */
const FAULTS: ReadonlyArray<readonly [string, FaultKind]> = [
	['is refused', { kind: 'status', status: 400, body: 'taken' }],
	['is forbidden', { kind: 'status', status: 403, body: 'no' }],
	['meets a vendor that breaks', { kind: 'status', status: 500, body: 'oops' }],
	['is not answered', { kind: 'reset' }],
	['is answered by a web page', { kind: 'malformed', body: '<html>Sign in</html>', contentType: 'text/html' }],
	['is turned away', { kind: 'status', status: 429, body: 'busy' }],
];

describe.each(SYNC_WAYS)('somebody whose email address has changed, in Sync at $title', (way) => {
	const emails = () => way.people(sandbox).map(({ email }) => email);
	const textOf = (email: string) => way.people(sandbox).find((one) => one.email === email)?.text;
	/** Everybody as they are, the last one under a new address; the login or another such field is what it was. */
	const list = (): IDataObject[] =>
		emails().map((email, i) => ({
			email: i === PEOPLE - 1 ? NEW : email,
			text: textOf(email),
			same: way.identity.of(sandbox, email),
		}));
	const old = () => emails()[PEOPLE - 1] ?? '';
	const run = async (setting: Readonly<{ continues?: boolean; ifNotFound?: string; same?: boolean; preview?: boolean }> = {}) => {
		const { continues = true, ifNotFound = 'create', same = false, preview = false } = setting;
		return await runSync(sandbox, way, {
			items: list(),
			continues,
			preview,
			fields: { ...ofNewcomer(way.creates?.fields), ...(same ? { [way.identity.field]: '={{ $json.same }}' } : {}) },
			parameters: {
				...way.creates?.parameters,
				ifNotFound,
				...(way.deactivates ? { leavers: 'deactivate', includeAllUsers: true, ...way.deactivates.parameters } : { leavers: 'report' }),
			},
			options: { maxRetries: 0 },
		});
	};
	const failCreation = (fault: FaultKind): void =>
		sandbox.fail({ channel: way.channel, only: ({ isWrite, body, headers }) => isWrite && isAbout(NEW, body, headers), ...fault });
	const isOut = (email: string): boolean => way.deactivates !== undefined && !way.deactivates.isActive(sandbox, email);

	it.each(FAULTS)('is not locked out when the creation %s, and the leaver says why', async (_what, fault) => {
		failCreation(fault);
		const email = old();
		const result = await run();

		expect(jsonOf(result)[PEOPLE - 1]).toMatchObject({ error: expect.any(String) });
		expect(jsonOf(result)[PEOPLE]).toMatchObject({
			action: 'leaver',
			warnings: way.deactivates ? [expect.stringContaining(`(item ${PEOPLE - 1})`)] : [],
		});
		expect(isOut(email)).toBe(false);
	});

	it.each(FAULTS)('is not locked out when the creation %s and the workflow stops there', async (_what, fault) => {
		failCreation(fault);
		const email = old();
		const result = await run({ continues: false });

		expect(result.error).toBeDefined();
		expect(isOut(email)).toBe(false);
	});

	it('is named where login, username or external ID shows who it may be, in whatever capitals, and kept', async () => {
		failCreation({ kind: 'status', status: 409, body: 'taken' });
		const email = old();
		const result = await run({ same: true });
		const says = `has the same ${way.identity.label} and may be the same person`;

		expect(JSON.stringify(jsonOf(result)[PEOPLE - 1])).toContain(says);
		expect(isOut(email)).toBe(false);

		sandbox.heal();
		const reported = await run({ same: true, ifNotFound: 'report' });
		expect(jsonOf(reported)[PEOPLE - 1]).toMatchObject({ action: 'missing', warnings: [expect.stringContaining(says)] });
		expect(jsonOf(reported)[PEOPLE]).toMatchObject({
			action: 'leaver',
			warnings: [
				`Not deactivated: may be the person in item ${PEOPLE - 1}, which has no matching user: both have the same ${way.identity.label}`,
			],
		});
		expect(isOut(email)).toBe(false);
	});

	it('gives way to the new account once that was made, and the preview says that it depends on it', async () => {
		const email = old();
		const preview = await run({ preview: true });
		if (way.deactivates)
			expect(jsonOf(preview)[PEOPLE]).toMatchObject({
				action: 'deactivate',
				warnings: [expect.stringContaining('Only when the missing user can be created')],
			});
		expect(sandbox.writes(way.channel)).toEqual([]);
		if (!way.deactivates) return;

		expect(actionsOf(await run())).toEqual({ unchanged: PEOPLE - 1, created: 1, deactivated: 1 });
		expect(isOut(email)).toBe(true);
	});
});

/** Values that only the newcomer gets: others keep theirs. */
function ofNewcomer(fields: INodeParameters = {}): INodeParameters {
	const only = (value: unknown): string =>
		`={{ $json.email === '${NEW}' ? '${String(value).startsWith('=') ? NEW : String(value)}' : '' }}`;
	return Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, only(value)]));
}

/** REST (Header) names the person in a header. */
function isAbout(email: string, body: string, headers: Readonly<Record<string, string>>): boolean {
	const said = decodeURIComponent(`${body}\n${Object.values(headers).join('\n')}`.replace(/%(?![0-9a-f]{2})/gi, '%25'));
	return said.includes(email);
}
