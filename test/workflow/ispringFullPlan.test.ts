import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { UNITS } from '../sandbox/ispring/people';
import { byId, mapped, outputOf, runISpring } from './ispringRun';
import { who } from './offered';

const NEW = 'new.one@example.test';
const NAMES = { login: 'new.one', email: NEW, first_name: 'New', last_name: 'One' };
const WARNING = expect.stringMatching(/^The new user is inactive and can't sign in. .* activate the new user\.$/);

const sandbox = freshSandbox();

const full = (): void => {
	sandbox.ispringOrganisation.seats = sandbox.people('ispring').length;
};
const create = async (api: string, fields: IDataObject, operation: string): Promise<IDataObject | undefined> => {
	const department = byId(api === 'rest' ? (UNITS[1]?.uuid ?? '') : '2');
	const user = { __rl: true, mode: 'email', value: NEW };
	const parameters = {
		api,
		department,
		...who(operation, user),
		fields: mapped({ ...NAMES, ...fields }),
		ifNotFound: 'create',
		leavers: 'ignore',
	};
	return outputOf(await runISpring(sandbox, { operation, items: [{}] }, parameters)).json[0];
};

const CELLS = ['create', 'upsert', 'sync'].flatMap((operation) => ['rest', 'restHeader', 'soap'].map((api) => [operation, api] as const));

describe.each(CELLS)('a new user whom a full plan leaves no place (%s by %s)', (operation, api) => {
	it('is made, and a warning says that they can not sign in', async () => {
		full();

		expect(await create(api, {}, operation)).toMatchObject({ action: 'created', warnings: [WARNING] });
		expect(sandbox.person('ispring', NEW).status).toBe(3);
	});

	it('is made without a word where there is room', async () => {
		expect(await create(api, {}, operation)).toMatchObject({ action: 'created', warnings: [] });
	});
});

describe('the oldest REST API, which refuses with a 403 what later pages refuse otherwise,', () => {
	const refused = async (operation: string, fields: IDataObject): Promise<string> => {
		sandbox.ispringOrganisation.isOldest = true;
		const { error } = await runISpring(
			sandbox,
			{ operation, items: [{}] },
			{ api: 'restHeader', department: byId('2'), user: { __rl: true, mode: 'login', value: 'new.one' }, fields: mapped(fields) },
		);
		return `${error?.message}. ${error?.description}`;
	};

	it.each(['create', 'upsert'])('says that the address is taken, and nothing of rights (%s)', async (operation) => {
		const text = await refused(operation, { ...NAMES, email: 'ana.silva@example.test' });

		expect(text).toMatch(/iSpring: Duplicated email.* unique in an account/);
		expect(text).not.toContain('administrator');
	});

	it.each(['create', 'upsert'])('says that the plan is full, and nothing of rights (%s)', async (operation) => {
		full();
		const text = await refused(operation, NAMES);

		expect(text).toMatch(/iSpring: Number of user accounts is exceeded.* has no users left/);
		expect(text).not.toContain('administrator');
	});
});

describe.each(['rest', 'soap'])('a status that is mapped for a new user on a full plan (%s)', (api) => {
	it.each([
		['active', [WARNING]],
		['inactive', []],
	])('as %s leads to as many warnings as are true', async (status, warnings) => {
		full();

		expect(await create(api, { status }, 'create')).toMatchObject({ action: 'created', warnings });
	});
});
