import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { runNode } from '../workflow/engine';
import { actionsOf, jsonOf, runSync, SYNC_WAYS } from '../workflow/syncWays';
import { getParameters, updateParameters, WAYS, wroteBy } from '../workflow/ways';

const PEOPLE = 6;
const sandbox = freshSandbox({ people: PEOPLE });

/** One letter with its mark, and a letter and a mark: the same to everybody who reads them. */
const FORMS = [
	['composed', 'NFC', 'composed', 'NFC'],
	['composed', 'NFC', 'decomposed', 'NFD'],
	['decomposed', 'NFD', 'composed', 'NFC'],
	['decomposed', 'NFD', 'decomposed', 'NFD'],
] as const;
const NAMES = ['jürgen.groß', 'ÁNH.NGUYỄN'];
const KEYS = FORMS.flatMap((form) => NAMES.map((name) => [...form, name] as const));

const locator = (by: string, value: string): IDataObject => ({ __rl: true, mode: by, value });

describe.each(SYNC_WAYS)('a key at $title', (way) => {
	const give = (name: string, form: 'NFC' | 'NFD') => {
		const [someone] = way.people(sandbox);
		const keys = { email: `${name}@example.test`.normalize(form), identity: name.normalize(form) };
		way.rekey(sandbox, someone?.email ?? '', keys);
		sandbox.clearLog();
		return { ...keys, text: someone?.text ?? '' };
	};

	it.each(KEYS)('that is stored %s (%s) is found when it is given %s (%s): %s', async (_stored, has, _given, asked, name) => {
		const { email, identity, text } = give(name, has);
		const others = way.people(sandbox).filter((one) => one.email !== email);
		const items = [{ email: email.normalize(asked), text: 'hello', same: identity.normalize(asked) }];
		const run = async (operation: string, parameters = {}) =>
			await runSync(sandbox, way, { items, operation, parameters, continues: true });

		const compared = await runSync(sandbox, way, {
			items: [{ email: email.normalize(asked), text }, ...others],
			operation: 'compare',
			continues: true,
		});
		expect(actionsOf(compared)).toEqual({ matched: PEOPLE });

		expect(jsonOf(await run('upsert', way.creates?.parameters))).toMatchObject([{ action: 'updated', matchedBy: 'email' }]);
		const { by } = way.identity;
		if (by) {
			const user = locator(by, '={{ $json.same }}');
			expect(jsonOf(await run('upsert', { ...way.creates?.parameters, user }))).toMatchObject([{ action: 'unchanged', matchedBy: by }]);
		}
		const synced = await run('sync', { ...way.creates?.parameters, ifNotFound: 'create', leavers: 'ignore' });
		expect(jsonOf(synced)).toMatchObject([{ action: 'unchanged' }]);

		expect(way.people(sandbox)).toHaveLength(PEOPLE);
		expect(way.stored(sandbox, email)).toBe('hello');
		// What is stored stays as it is.
		expect(way.identity.of(sandbox, email)).toBe(identity);
	});

	/** A header carries plain letters only, so nobody else can be made by it. */
	const itWhereCarried = (title: string, test: () => Promise<void>): void => {
		if (way.channel !== 'ispring-header') it(title, test);
	};

	itWhereCarried('twice in a list is the same person, composed and decomposed', async () => {
		const items = (['NFC', 'NFD'] as const).map((form) => ({ email: 'jürgen.neu@example.test'.normalize(form), text: 'x' }));
		const result = await runSync(sandbox, way, {
			items,
			continues: true,
			fields: way.creates?.fields ?? {},
			parameters: { ...way.creates?.parameters, ifNotFound: 'create', leavers: 'ignore' },
		});

		expect(jsonOf(result).map(({ error }) => error)).toEqual([
			expect.stringContaining('Items 0, 1 are about the same user'),
			expect.stringContaining('Items 0, 1 are about the same user'),
		]);
		expect(sandbox.writes(way.channel)).toEqual([]);
	});

	itWhereCarried('of a newcomer is looked for in each of its forms before anybody is made, and stored as it was given', async () => {
		const email = 'jürgen.neu@example.test'.normalize('NFD');
		const result = await runSync(sandbox, way, {
			items: [{ email, text: 'x' }],
			operation: 'upsert',
			continues: true,
			fields: way.creates?.fields ?? {},
			parameters: way.creates?.parameters ?? {},
		});

		expect(jsonOf(result)).toMatchObject([{ action: 'created' }]);
		expect(way.people(sandbox).map((one) => one.email)).toContain(email);
	});

	it('with marks costs no more than one look-up for each of its two forms', async () => {
		const requests = async (email: string): Promise<number> => {
			sandbox.clearLog();
			await runSync(sandbox, way, { items: [{ email, text: 'x' }], operation: 'get', continues: true });
			return sandbox.requests.length;
		};
		const [plain, accented] = [await requests('nobody.here@example.test'), await requests('nöbödy.here@example.test')];

		expect(accented).toBeLessThanOrEqual(2 * plain);
	});
});

describe.each(WAYS)('a user at $title', (way) => {
	it.each(FORMS)('whose email address is stored %s (%s) is read and updated by the %s one (%s)', async (_stored, has, _given, asked) => {
		const listed = SYNC_WAYS.find(({ channel }) => channel === way.channel);
		const [someone] = listed?.people(sandbox) ?? [];
		const email = 'jürgen.groß@example.test'.normalize(has);
		listed?.rekey(sandbox, someone?.email ?? '', { email, identity: 'jg' });
		const run = async (parameters: Parameters<typeof runNode>[0]['parameters']) =>
			await runNode({
				node: way.node(),
				credential: { type: way.credential(), data: way.data(sandbox) },
				items: [{ email: email.normalize(asked), text: 'hello' }],
				parameters,
			});

		expect((await run(getParameters(way))).error).toBeUndefined();
		expect(jsonOf(await run(updateParameters(way)))).toMatchObject([{ action: wroteBy(way) }]);
		expect(way.stored(sandbox, email)).toBe('hello');
	});
});
