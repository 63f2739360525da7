import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import type { FaultKind } from '../sandbox';
import { UNITS } from '../sandbox/ispring/people';
import { runAppenate } from './appenateRuns';
import type { NodeResult } from './engine';
import { runHighQ } from './highqRun';
import { byId, runISpring } from './ispringRun';

const sandbox = freshSandbox({ people: 3 });

const gateway: FaultKind = {
	kind: 'altered',
	afterHandling: true,
	alter: (answer) => ({ ...answer, status: 504, headers: {}, body: Buffer.from('gave up') }),
};
const page: FaultKind = { kind: 'malformed', afterHandling: true, body: '<!doctype html><html>sign in</html>' };

const name = 'Pilots';
const iSpring = async (resource: string, parameters: IDataObject): Promise<NodeResult> =>
	await runISpring(sandbox, { resource, operation: 'create', items: [{}] }, { name, ...parameters });
const CREATIONS: ReadonlyArray<readonly [what: string, at: string, create: () => Promise<NodeResult>]> = [
	['user group', 'HighQ Publisher', async () => await runHighQ(sandbox, ['userGroup', 'create'], { parameters: { name, members: '' } })],
	['organisation', 'HighQ Publisher', async () => await runHighQ(sandbox, ['organisation', 'create'], { parameters: { name } })],
	['user group', 'Appenate', async () => await runAppenate(sandbox, { parameters: { resource: 'userGroup', operation: 'create', name } })],
	['folder', 'Appenate', async () => await runAppenate(sandbox, { parameters: { resource: 'folder', operation: 'create', name } })],
	['group', 'iSpring Learn (REST)', async () => await iSpring('group', {})],
	['group', 'iSpring Learn (REST Header)', async () => await iSpring('group', { api: 'restHeader' })],
	['group', 'iSpring Learn (SOAP)', async () => await iSpring('group', { api: 'soap' })],
	['department', 'iSpring Learn (REST)', async () => await iSpring('department', { parentDepartment: byId(UNITS[1]?.uuid ?? '') })],
];

describe.each(CREATIONS)('a new %s at %s', (what, _at, create) => {
	const doubt = `It is unclear whether the ${what} was created. Check before you create it again.`;

	it.each([
		['a gateway gave up', gateway],
		['a page came back', page],
	] as const)('may be there, where %s: the error says so, and not to run it again', async (_when, fault) => {
		sandbox.fail({ ...fault, only: ({ isWrite }) => isWrite });
		const { error } = await create();

		expect(error?.description).toContain(doubt);
		expect(error?.description).not.toMatch(/run (?:it|this item) again/i);
		expect(sandbox.requests.filter(({ isWrite }) => isWrite)).toHaveLength(1);
	});

	it('is not there where the sign-in was refused, and no doubt is told', async () => {
		sandbox.fail({ kind: 'status', status: 401, body: '', only: ({ isWrite }) => isWrite });
		const { error } = await create();

		expect(error).toBeDefined();
		expect(error?.description).not.toContain('unclear');
	});
});

it('a new user group of HighQ whose members could not be looked up is surely not there', async () => {
	sandbox.fail({ kind: 'status', status: 504, body: '', method: 'GET' });
	const { error } = await runHighQ(sandbox, ['userGroup', 'create'], {
		parameters: { name, members: 'ana.silva@example.test', options: { maxRetries: 0 } },
	});

	expect(error?.description).not.toContain('unclear');
	expect(sandbox.writes('highq')).toEqual([]);
});
