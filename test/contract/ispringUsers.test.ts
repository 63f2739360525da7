import { ISpringLearnApi } from '../../credentials/ISpringLearnApi.credentials';
import { iSpringDirectory, switchingDirectory } from '../../nodes/ISpringLearn/user/iSpringDirectory';
import { SILENT } from '../../nodes/ISpringLearn/user/profile';
import { NAMESPACES } from '../../nodes/ISpringLearn/wire/soapEnvelope';
import { openChannel } from '../../nodes/ISpringLearn/wire/protocols';
import { DEPARTMENT_LIST, GROUP_LIST } from '../../nodes/ISpringLearn/wire/restRecords';
import { restClient } from '../../nodes/ISpringLearn/wire/restClient';
import type { ListEnd } from '../../nodes/shared/http/pages';
import { creating, deleting, switching, type UserOperation } from '../../nodes/shared/provisioning/userOperation';
import { provision } from '../unit/provisioned';
import type { FieldEdits, Outcome } from '../../nodes/shared/provisioning/types';
import { freshSandbox } from '../freshSandbox';
import { UNITS } from '../sandbox/ispring/people';
import { steadyUuid } from '../sandbox/people';
import { accountOf } from '../workflow/ispringRun';
import { testSession } from './session';

const [OLD, NEW] = NAMESPACES;
const ANA = { by: 'email', value: 'ana.silva@example.test' } as const;
const EVERYBODY = { departments: [], groups: [], logins: [], emails: [], userIds: [] };
const SALES = UNITS[1]?.uuid ?? '';

const sandbox = freshSandbox();

const session = () => testSession(new ISpringLearnApi(), accountOf(sandbox));
const rest = () => openChannel('rest', session(), OLD);
const soap = () => openChannel('soap', session(), OLD);
const settle = async <W, Doc>(operation: UserOperation<W, Doc>, wanted: W): Promise<Outcome<Doc> | undefined> =>
	(await provision(operation, [{ kind: 'wanted', wanted }], { concurrency: 1, stopAtFailure: false }))[0];
const edits = (fields: Readonly<Record<string, string>>): FieldEdits =>
	new Map(Object.entries(fields).map(([name, set]) => [name, { set }]));
const people = (): number => sandbox.people('ispring').length;
const fault = (kind: 'reset' | '503') =>
	kind === 'reset' ? ({ kind: 'reset', afterHandling: true } as const) : ({ kind: 'status', status: 503 } as const);

describe('creating a user', () => {
	const newcomer = {
		edits: edits({ departmentId: SALES, LOGIN: 'new.one', email: 'new.one@example.test', first_name: 'Łucja & <co>' }),
		options: SILENT,
	};

	it('spells fields as the account does, and gives back the user as it is', async () => {
		const outcome = await settle(creating(iSpringDirectory(rest())), newcomer);

		expect(outcome).toMatchObject({ kind: 'written', written: { warnings: [], record: { departmentId: SALES } } });
		expect(sandbox.person('ispring', 'new.one@example.test').fields).toMatchObject({ login: 'new.one', first_name: 'Łucja & <co>' });
	});

	it('goes on with the names as given where the fields of the account can’t be read', async () => {
		sandbox.fail({
			channel: 'ispring-rest',
			pathIncludes: '/profile/fields',
			kind: 'status',
			status: 403,
			body: '{"code":403,"message":"Permission denied"}',
			contentType: 'application/json',
		});
		const outcome = await settle(creating(iSpringDirectory(rest())), {
			...newcomer,
			edits: edits({ departmentId: SALES, login: 'new.one', email: 'new.one@example.test' }),
		});

		expect(outcome?.kind).toBe('written');
	});

	it.each(['reset', '503'] as const)('is never repeated (%s)', async (kind) => {
		sandbox.fail({ channel: 'ispring-rest', method: 'POST', ...fault(kind) });
		const outcome = await settle(creating(iSpringDirectory(rest())), newcomer);

		expect(outcome?.kind).toBe('failed');
		expect(sandbox.writes('ispring-rest')).toHaveLength(1);
	});

	it.each([['""'], ['{}'], ['']])('says so when the answer holds no ID (%j)', async (body) => {
		sandbox.fail({ channel: 'ispring-rest', method: 'POST', kind: 'malformed', body, afterHandling: true });
		const outcome = await settle(creating(iSpringDirectory(rest())), newcomer);

		expect(outcome).toMatchObject({
			kind: 'failed',
			failure: { kind: 'unreadable', says: 'iSpring accepted the request, but returned no ID' },
		});
	});

	it('keeps the ID when the user can only not be read again', async () => {
		sandbox.fail({ channel: 'ispring-rest', method: 'GET', pathIncludes: '/v2', kind: 'status', status: 503 });
		const outcome = await settle(creating(iSpringDirectory(rest())), newcomer);

		expect(outcome).toMatchObject({
			kind: 'written',
			written: {
				id: sandbox.person('ispring', 'new.one@example.test').userId,
				warnings: [expect.stringMatching(/^The user was written, but could not be read afterward/)],
			},
		});
	});
});

describe.each([
	['REST', rest],
	['SOAP', soap],
] as const)('switching a user by %s', (_title, open) => {
	it('off and on again, once each', async () => {
		const off = [
			await settle(switching(switchingDirectory(open()), 'deactivate'), { key: ANA, options: SILENT }),
			await settle(switching(switchingDirectory(open()), 'deactivate'), { key: ANA, options: SILENT }),
		];

		expect(off).toMatchObject([
			{ kind: 'written', plan: { kind: 'deactivate' }, written: { warnings: [] } },
			{ kind: 'settled', plan: { kind: 'unchanged' } },
		]);
		expect(sandbox.person('ispring', ANA.value).status).toBe(3);
		expect(await settle(switching(switchingDirectory(open()), 'activate'), { key: ANA, options: SILENT })).toMatchObject({
			kind: 'written',
			plan: { kind: 'activate' },
		});
		expect(sandbox.person('ispring', ANA.value).status).toBe(1);
	});
});

describe.each([
	['REST', () => openChannel('rest', session(), OLD)],
	['REST (Header)', () => openChannel('restHeader', session(), OLD)],
	['SOAP', () => openChannel('soap', session(), OLD)],
	['SOAP, the other namespace', () => openChannel('soap', session(), NEW)],
] as const)('deleting a user by %s', (_title, open) => {
	it('removes that one', async () => {
		const before = people();
		const outcome = await settle(deleting(iSpringDirectory(open())), { key: ANA, options: SILENT });

		expect(outcome).toMatchObject({ kind: 'written', plan: { kind: 'delete' } });
		expect(people()).toBe(before - 1);
		expect(() => sandbox.person('ispring', ANA.value)).toThrow();
		expect(await open().find(ANA)).toEqual([]);
	});

	it('lists everybody', async () => {
		expect((await collected(open().list(EVERYBODY))).rows).toHaveLength(36);
	});
});

async function collected<Row>(list: AsyncGenerator<Row, ListEnd>): Promise<Readonly<{ rows: readonly Row[]; end: ListEnd }>> {
	const rows: Row[] = [];
	for (let next = await list.next(); ; next = await list.next()) {
		if (next.done) return { rows, end: next.value };
		rows.push(next.value);
	}
}

describe('pages', () => {
	const ids = (count: number): readonly string[] => Array.from({ length: count }, (_unused, i) => steadyUuid(`ispring user ${i + 1}`));

	it.each([
		[0, 1],
		[1, 1],
		[3, 1],
		[4, 3],
		[9, 5],
	])('%i users come in %i requests for pages of three, of which all but the last are read twice', async (count, pages) => {
		const userIds = count === 0 ? [steadyUuid('nobody')] : ids(count);
		const { rows, end } = await collected(rest().list({ ...EVERYBODY, userIds }, 3));

		expect(rows.map(({ userId }) => userId)).toEqual(ids(count));
		expect(end).toEqual({ complete: true });
		expect(sandbox.requests).toHaveLength(pages);
	});

	it.each([
		[9, 1],
		[8, 3],
		[3, 5],
	])('departments come in pages of %i', async (pageSize, pages) => {
		const { rows } = await collected(restClient(session()).rows({ ...DEPARTMENT_LIST, pageSize }));

		expect(rows).toHaveLength(9);
		expect(sandbox.requests).toHaveLength(pages);
	});

	describe.each([
		{
			title: 'departments',
			list: DEPARTMENT_LIST,
			member: 'departments',
			row: (n: number) => ({ departmentId: steadyUuid(`department ${n}`), name: `D${n}` }),
		},
		{
			title: 'groups',
			list: GROUP_LIST,
			member: 'groups',
			row: (n: number) => ({ groupId: steadyUuid(`group ${n}`), name: `G${n}`, isSmart: false }),
		},
	])('of $title', ({ list, member, row }) => {
		it.each([
			[0, 1],
			[1, 1],
			[3, 1],
			[4, 3],
			[9, 5],
		])('hold %i of them in %i requests for pages of three', async (count, pages) => {
			Object.assign(sandbox.ispringOrganisation, { [member]: Array.from({ length: count }, (_unused, n) => row(n)) });
			const { rows, end } = await collected(restClient(session()).rows({ ...list, pageSize: 3 }));

			expect([rows.map(({ name }) => name), end, sandbox.requests.length]).toEqual([
				Array.from({ length: count }, (_unused, n) => row(n).name),
				{ complete: true },
				pages,
			]);
		});
	});

	it('that lead in a circle end as an incomplete list', async () => {
		const page = { departments: [{ departmentId: 'a', name: 'A' }], nextPageToken: 'x' };
		sandbox.fail({ channel: 'ispring-rest', kind: 'malformed', body: JSON.stringify(page) });
		const { rows, end } = await collected(restClient(session()).rows(DEPARTMENT_LIST));

		expect([rows.length, end.complete]).toEqual([1, false]);
	});

	it.each([
		['a bare list', '[{"departmentId":"a"}]'],
		['a single record', '{"departments":{"departmentId":"a"}}'],
		['wrapped', '{"response":{"departments":[{"departmentId":"a"}]}}'],
	])('may be %s', async (_what, body) => {
		sandbox.fail({ channel: 'ispring-rest', kind: 'malformed', body });

		expect((await collected(restClient(session()).rows(DEPARTMENT_LIST))).rows).toHaveLength(1);
	});
});
