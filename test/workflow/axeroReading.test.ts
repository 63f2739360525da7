import { freshSandbox } from '../freshSandbox';
import { ANA, TWO, jsons, locator, on, pairs, axeroOn, onErrorPath } from './axeroRun';
import { checkPreview } from './previews';

const sandbox = freshSandbox();

const run = axeroOn(() => sandbox);
const user = on('user');

describe('Axero: read users', () => {
	it('gets each item’s user, chosen from the list or by email address', async () => {
		const result = await run(user('get', { user: locator('list', '={{ $json.id }}') }), [{ id: '12' }, { id: '13' }]);

		expect(jsons(result)).toMatchObject([
			{ UserID: 12, Email: ANA, FirstName: 'Ana', JobTitle: 'Account manager' },
			{ UserID: 13, LastName: "O'Brien" },
		]);
		expect(pairs(result)).toEqual(TWO);
		checkPreview('Axero', 'user', 'get', jsons(result));
	});

	it('gets many with each item’s filter', async () => {
		const parameters = user('getAll', { returnAll: true, filters: { name: '={{ $json.name }}' } });
		const result = await run(parameters, [{ name: 'silva' }, { name: '' }]);

		expect(jsons(result)).toHaveLength(37);
		expect(jsons(result)[0]).toEqual({
			UserID: 12,
			Username: 'ana.silva',
			Email: ANA,
			FirstName: 'Ana',
			LastName: 'Silva',
			DisplayName: 'Ana Silva',
			RankName: '',
			AvatarImageURL: '/avatars/12.png',
		});
		expect(pairs(result)).toEqual([{ item: 0 }, ...sandbox.people('axero').map(() => ({ item: 1 }))]);
		checkPreview('Axero', 'user', 'getAll', jsons(result));
	});

	it('stops at the limit, as the item has it, in the form that is asked for', async () => {
		const result = await run(
			user('getAll', { returnAll: false, limit: '={{ $json.most }}', output: 'fields', outputFields: 'UserID, UserInfoDisplayName' }),
			[{ most: 1 }, { most: 2 }],
		);

		expect(jsons(result)).toEqual([
			{ UserID: 12, UserInfoDisplayName: 'Ana Silva' },
			{ UserID: 12, UserInfoDisplayName: 'Ana Silva' },
			{ UserID: 13, UserInfoDisplayName: "Seán O'Brien" },
		]);
		expect(pairs(result)).toEqual([{ item: 0 }, { item: 1 }, { item: 1 }]);
	});

	it('goes on with the other items when one list is refused', async () => {
		sandbox.fail({
			channel: 'axero',
			pathIncludes: 'username=silva',
			kind: 'malformed',
			body: '{"IsError":true,"ResponseMessage":"No search for you"}',
		});
		const result = await run(user('getAll', { filters: { name: '={{ $json.name }}' } }), [{ name: 'silva' }, { name: 'murphy' }], {
			onError: 'continueErrorOutput',
		});

		expect(onErrorPath(result)).toMatchObject([{ json: { error: 'Axero: No search for you (search for "silva") [item 0]' } }]);
		expect(jsons(result)).toMatchObject([{ Username: 'liam.murphy' }]);
	});

	it('gets the user behind the credential, once per item', async () => {
		const result = await run(user('getCurrent', { output: 'raw' }), [{}, {}]);

		expect(jsons(result)).toMatchObject([{ UserID: 1, Username: 'integration' }, { UserID: 1 }]);
		expect(pairs(result)).toEqual(TWO);
		checkPreview('Axero', 'user', 'getCurrent', jsons(result));
	});
});
