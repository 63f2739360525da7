import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import type { Channel, ISpringPerson, LoggedRequest } from '../sandbox';
import { aboutSomebodyElse } from '../sandbox/ispring/mixedUp';
import { GROUPS, UNITS } from '../sandbox/ispring/people';
import { ANA, byId, mapped, runISpring, SEAN, userId } from './ispringRun';
import { who } from './offered';

const [, SALES = '', LEGAL = ''] = UNITS.map(({ uuid }) => uuid);
const [NEWCOMERS = '', SAFETY = ''] = GROUPS.map(({ uuid }) => uuid);
const NEW = 'new.one@example.test';

type Api = 'rest' | 'restHeader' | 'soap';
const CHANNELS: Readonly<Record<Api, Channel>> = { rest: 'ispring-rest', restHeader: 'ispring-header', soap: 'ispring-soap' };
const APIS: readonly Api[] = ['rest', 'restHeader', 'soap'];
const SWITCHING: readonly Api[] = ['rest', 'soap'];
const ONLY_REST: readonly Api[] = ['rest'];

const phone = { fields: mapped({ phone: '0012' }) };
const department = (api: Api, uuid: string): string =>
	api === 'rest' ? uuid : String(UNITS.find((unit) => unit.uuid === uuid)?.number ?? '');

/** What each operation that writes users is told, and by which APIs it can be told. */
const OPERATIONS: ReadonlyArray<readonly [operation: string, apis: readonly Api[], parameters: (api: Api) => IDataObject]> = [
	['update', APIS, () => phone],
	['update', APIS, (api) => ({ fields: mapped({ departmentId: department(api, LEGAL) }) })],
	['update', SWITCHING, () => ({ fields: mapped({ status: 'inactive' }) })],
	['activate', SWITCHING, () => ({})],
	['deactivate', SWITCHING, () => ({})],
	['delete', APIS, () => ({})],
	['changePassword', ONLY_REST, () => ({ newPassword: 'geheim-42' })],
	['terminate', ONLY_REST, () => ({})],
	['scheduleDeactivation', ONLY_REST, () => ({ date: '2031-02-28' })],
	['scheduleTermination', ONLY_REST, () => ({ date: '2031-02-28' })],
	['cancelDeactivation', ONLY_REST, () => ({})],
	['cancelTermination', ONLY_REST, () => ({})],
	['setSubordination', ONLY_REST, () => ({ subordination: 'manual', supervisor: byId(userId(3)), coSubordination: 'inherit' })],
	['setWorkLeave', ONLY_REST, () => ({ reason: 'SickLeave', startDate: '2031-02-01' })],
	['removeWorkLeave', ONLY_REST, () => ({})],
	['removeFromGroups', ONLY_REST, () => ({ groupIds: NEWCOMERS })],
];
const BY_PERSON: typeof OPERATIONS = [
	['upsert', APIS, (api) => ({ ...phone, department: byId(department(api, SALES)) })],
	['sync', APIS, () => ({ ...phone, ifNotFound: 'report', leavers: 'ignore' })],
];
const cells = (operations: typeof OPERATIONS) =>
	operations.flatMap(([operation, apis, parameters]) => apis.map((api) => [operation, api, parameters(api)] as const));

const sandbox = freshSandbox();

const person = (email: string): ISpringPerson => sandbox.person('ispring', email);
const byKey = (mode: string, value: string) => ({ __rl: true, mode, value });
const idOf = (api: Api, { userId: uuid, legacyId }: ISpringPerson): string => (api === 'rest' ? uuid : String(legacyId));
/** Reads of one user by ID: lists hold everybody. */
const readsOne = ({ isWrite, path, body }: LoggedRequest): boolean =>
	!isWrite && (/\/user\/[\w-]+(\/v2)?$/.test(path) || body.includes('GetUserProfileRequest'));
const readsAny = ({ isWrite, path, body }: LoggedRequest): boolean =>
	readsOne({ isWrite, path, body } as LoggedRequest) || (!isWrite && path.includes('/user/v2?'));
const everybody = () => structuredClone(sandbox.people('ispring'));
/** Both are in a state that every operation has something to change in. */
const ready = (operation: string): void => {
	for (const email of [ANA, SEAN]) {
		sandbox.edit('ispring', email, (one) => {
			one.groups = [NEWCOMERS];
			one.workLeaveStatus = { workLeaveReason: 'OnVacation', startDate: '2031-01-01' };
			one.scheduledDeactivation = '2031-01-01';
			one.scheduledTermination = '2031-01-01';
			if (operation === 'activate') one.status = 3;
		});
	}
};
const refused = /^(?:ana\.silva(?:@example\.test)?: )?iSpring was asked for .* and answered with /;

describe.each(cells(OPERATIONS))('an answer about somebody else is no reason to write (%s by %s, %j)', (operation, api, parameters) => {
	const run = async (user: IDataObject) => {
		ready(operation);
		const before = everybody();
		const { error } = await runISpring(sandbox, { operation, items: [{}] }, { api, user, ...parameters });
		return { error, before };
	};

	it.each([
		['with another ID, login and email address', ['id', 'names']],
		['with another ID', ['id']],
	] as const)('%s, where an ID was asked for', async (_what, what) => {
		sandbox.fail({ channel: CHANNELS[api], only: readsOne, ...aboutSomebodyElse(person(ANA), person(SEAN), what) });
		const { error, before } = await run(byKey('id', idOf(api, person(ANA))));

		expect(error?.message).toMatch(refused);
		expect(sandbox.writes()).toEqual([]);
		expect(everybody()).toEqual(before);
	});

	it('with another login and email address, where the address was asked for', async () => {
		sandbox.fail({ channel: CHANNELS[api], only: readsAny, ...aboutSomebodyElse(person(ANA), person(SEAN)) });
		const { error, before } = await run(byKey('email', ANA));

		expect(error?.message).toMatch(refused);
		expect(sandbox.writes()).toEqual([]);
		expect(everybody()).toEqual(before);
	});
});

describe.each(cells(BY_PERSON))('an answer about somebody else makes and changes nobody (%s by %s, %j)', (operation, api, parameters) => {
	it.each([
		['email', ANA],
		['login', 'ana.silva'],
	])('where the %s was asked for', async (mode, value) => {
		sandbox.fail({ channel: CHANNELS[api], only: readsAny, ...aboutSomebodyElse(person(ANA), person(SEAN)) });
		const before = everybody();
		const { error } = await runISpring(sandbox, { operation, items: [{}] }, { api, ...who(operation, byKey(mode, value)), ...parameters });

		expect(error?.message).toMatch(refused);
		expect(sandbox.writes()).toEqual([]);
		expect(everybody()).toEqual(before);
	});
});

describe.each([
	['restHeader', {}],
	['soap', {}],
	['soap', { status: 'inactive' }],
	['rest', { status: 'inactive' }],
] as const)('an answer to a creation that gives the ID of somebody else (%s, %j)', (api, more) => {
	it('leads to no second write', async () => {
		const fields = { login: 'new.one', email: NEW, first_name: 'New', last_name: 'One', ...more };
		const sean = person(SEAN);
		sandbox.fail({
			channel: CHANNELS[api],
			times: 1,
			only: ({ isWrite }) => isWrite,
			kind: 'altered',
			afterHandling: true,
			alter: ({ headers: { 'content-length': _length, ...headers }, body, ...answer }) => {
				const made = person(NEW);
				const text = body.toString().replace(made.userId, sean.userId).replace(String(made.legacyId), String(sean.legacyId));
				return { ...answer, headers, body: Buffer.from(text) };
			},
		});
		const { error } = await runISpring(
			sandbox,
			{ operation: 'create', items: [{}] },
			{ api, department: byId(department(api, SALES)), fields: mapped(fields) },
		);

		expect(error?.message).toContain('which belongs to another user');
		expect(sandbox.writes()).toHaveLength(1);
		expect(person(SEAN)).toEqual(sean);
	});
});

describe('an answer about another group', () => {
	it.each(['addMembers', 'removeMembers'])('is no list of members to write back (%s)', async (operation) => {
		sandbox.fail({
			channel: 'ispring-rest',
			method: 'GET',
			kind: 'altered',
			afterHandling: true,
			alter: ({ headers: { 'content-length': _length, ...headers }, body, ...answer }) => ({
				...answer,
				headers,
				body: Buffer.from(body.toString().replaceAll(NEWCOMERS, SAFETY)),
			}),
		});
		const before = everybody();
		const { error } = await runISpring(
			sandbox,
			{ resource: 'group', operation, items: [{}] },
			{ group: byId(NEWCOMERS), userIds: operation === 'addMembers' ? userId(1) : userId(4) },
		);

		expect(error?.says).toBe(`iSpring was asked for the group with the ID "${NEWCOMERS}" and answered with the group ${SAFETY} [item 0]`);
		expect(sandbox.writes()).toEqual([]);
		expect(everybody()).toEqual(before);
	});
});

describe('the ID of an answer in capitals and braces', () => {
	it.each([userId(1), userId(1).toUpperCase(), `{${userId(1)}}`])('is the one that was asked for as %s', async (asked) => {
		sandbox.fail({
			channel: 'ispring-rest',
			only: ({ isWrite }) => !isWrite,
			kind: 'altered',
			alter: (answer) => ({
				...answer,
				body: Buffer.from(JSON.stringify({ userId: `{${userId(1).toUpperCase()}}`, fields: [{ name: 'email', value: ANA }] })),
			}),
		});

		expect((await runISpring(sandbox, { operation: 'get', items: [{}] }, { user: byKey('id', asked) })).error).toBeUndefined();
	});
});
