import { freshSandbox } from '../freshSandbox';
import { ANA, SEAN, THE_USER, TWO, jsons, locator, on, pairs, axeroOn, onErrorPath } from './axeroRun';
import { checkPreview } from './previews';

const sandbox = freshSandbox();

const run = axeroOn(() => sandbox);
const space = on('space');
const member = on('spaceMember');
const THE_SPACE = { space: locator('id', '={{ $json.space }}') };

describe('Axero: spaces', () => {
	it('gets each item’s space', async () => {
		const result = await run(space('get', THE_SPACE), [{ space: '21' }, { space: '22' }]);

		expect(jsons(result)).toEqual([
			{ SpaceID: 21, SpaceName: 'Engineering', SpaceVisibility: 0, SpaceIconURL: '/images/space-21.png' },
			{ SpaceID: 22, SpaceName: 'Łódź & <friends>', SpaceVisibility: 1, SpaceIconURL: '/images/space-22.png' },
		]);
		expect(pairs(result)).toEqual(TWO);
		checkPreview('Axero', 'space', 'get', jsons(result));
	});

	it('says which space is not there, and goes on', async () => {
		const result = await run(space('get', THE_SPACE), [{ space: '99' }, { space: '21' }, { space: '../users' }], {
			onError: 'continueErrorOutput',
		});

		expect(onErrorPath(result).map(({ json }) => json.error)).toEqual([
			'Axero: Space not found. (space 99) [item 0]',
			'Axero: Space not found. (space ../users) [item 2]',
		]);
		expect(jsons(result)).toMatchObject([{ SpaceID: 21 }]);
	});

	it('gets many by each item’s status', async () => {
		const result = await run(space('getAll', { returnAll: true, filters: { status: '={{ $json.status }}' } }), [
			{ status: '1' },
			{ status: '3' },
		]);

		expect(jsons(result).map(({ SpaceID }) => SpaceID)).toEqual([20, 21, 22, 23, 24, 26]);
		expect(pairs(result).slice(4)).toEqual([{ item: 0 }, { item: 1 }]);
		checkPreview('Axero', 'space', 'getAll', jsons(result));
	});

	it('gets the published ones when no status is chosen', async () => {
		expect(jsons(await run(space('getAll', {}), [{}]))).toHaveLength(5);
	});
});

describe('Axero: members of spaces', () => {
	const members = (SpaceID: number) => sandbox.axeroSpaces.membersOf({ SpaceID });
	const requests = (SpaceID: number) => sandbox.axeroSpaces.requestsOf({ SpaceID });

	it('gets many of each item’s space, by name where one is given', async () => {
		const result = await run(member('getAll', { ...THE_SPACE, returnAll: true, filters: { name: '={{ $json.name }}' } }), [
			{ space: '20', name: 'silva' },
			{ space: '21', name: '' },
		]);

		expect(jsons(result)).toMatchObject([{ UserID: 12, FirstName: 'Ana', Email: null }, { UserID: 15 }, { UserID: 23 }]);
		expect(pairs(result)).toEqual([{ item: 0 }, { item: 1 }, { item: 1 }]);
		checkPreview('Axero', 'spaceMember', 'getAll', jsons(result));
	});

	it('gets many who ask to join each item’s space', async () => {
		const result = await run(member('getRequests', { ...THE_SPACE, returnAll: true }), [{ space: '21' }, { space: '22' }]);

		expect(jsons(result).map(({ UserID }) => UserID)).toEqual([12, 13, 14, 31]);
		expect(pairs(result).slice(2)).toEqual([{ item: 0 }, { item: 1 }]);
		checkPreview('Axero', 'spaceMember', 'getRequests', jsons(result));
	});

	it.each(['getAll', 'getRequests'])('says which space is not there, and goes on (%s)', async (operation) => {
		const result = await run(member(operation, THE_SPACE), [{ space: '99' }, { space: '21' }], { onError: 'continueErrorOutput' });

		expect(onErrorPath(result).map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
			['Axero: Space not found. (space 99) [item 0]', { item: 0 }],
		]);
		expect(pairs(result)[0]).toEqual({ item: 1 });
	});

	it('adds each item’s user, looked up by email address, as a bare number', async () => {
		const result = await run(member('add', { ...THE_SPACE, ...THE_USER }), [
			{ space: '21', email: ANA },
			{ space: '23', email: SEAN },
		]);

		expect(jsons(result)).toEqual([
			{ action: 'added', spaceId: '21', userId: '12' },
			{ action: 'added', spaceId: '23', userId: '13' },
		]);
		expect(pairs(result)).toEqual(TWO);
		expect([members(21), members(23)]).toEqual([
			[15, 23, 12],
			[18, 13],
		]);
		expect(
			sandbox
				.writes('axero')
				.map(({ body }) => body)
				.sort(),
		).toEqual(['12', '13']);
		checkPreview('Axero', 'spaceMember', 'add', jsons(result));
	});

	it('says who is a member already or not a user, and goes on', async () => {
		const parameters = member('add', { ...THE_SPACE, user: locator('id', '={{ $json.id }}') });
		const items = [
			{ space: '21', id: '15' },
			{ space: '21', id: '999' },
			{ space: '21', id: 'ana' },
			{ space: '', id: '12' },
			{ space: '21', id: '12' },
		];
		const result = await run(parameters, items, { onError: 'continueErrorOutput' });

		expect(onErrorPath(result).map(({ json }) => json.error)).toEqual([
			'Axero: The user is already a member of this space. (user 15 in space 21) [item 0]',
			'Axero: User not found. (user 999 in space 21) [item 1]',
			`"ana" is not a user ID: Axero's IDs are whole numbers [item 2]`,
			'Space is empty [item 3]',
		]);
		expect(jsons(result)).toEqual([{ action: 'added', spaceId: '21', userId: '12' }]);
	});

	it('lets in the one who asked and is approved, and not the one who is declined', async () => {
		const approved = await run(
			member('approve', { ...THE_SPACE, ...THE_USER }),
			[
				{ space: '21', email: ANA },
				{ space: '22', email: 'tomasz.kaminski@example.test' },
			],
			{ onError: 'continueErrorOutput' },
		);
		const declined = await run(member('decline', { ...THE_SPACE, ...THE_USER }), [
			{ space: '21', email: SEAN },
			{ space: '21', email: 'wei.zhang@example.test' },
		]);

		expect([onErrorPath(approved), jsons(approved)]).toEqual([
			[
				expect.objectContaining({
					json: expect.objectContaining({ error: expect.stringContaining('did not answer a request of user 42 to join space 22') }),
				}),
			],
			[{ action: 'approved', spaceId: '21', userId: '12' }],
		]);
		expect(jsons(declined)).toEqual([
			{ action: 'declined', spaceId: '21', userId: '13' },
			{ action: 'declined', spaceId: '21', userId: '14' },
		]);
		expect(pairs(declined)).toEqual(TWO);
		expect([members(21), requests(21)]).toEqual([[15, 23, 12], []]);
		checkPreview('Axero', 'spaceMember', 'approve', jsons(approved));
		checkPreview('Axero', 'spaceMember', 'decline', jsons(declined));
	});
});
