import { keyIn } from '../../nodes/Axero/user/lookUp';
import { managerReference, type ManagerSearch } from '../../nodes/Axero/user/manager';
import { profileOf, type AxeroUser } from '../../nodes/Axero/user/profile';
import { folded } from '../../nodes/shared/provisioning/keys';

const SEAN = { UserID: '13', Email: 'sean.obrien@example.test', Username: 'sean.obrien' };
const ANA = { UserID: '12', Email: 'ana.silva@example.test', Username: 'ana.silva' };

/** A site whose list shows these rows, and whose searches find these people. */
function site({ rows, people = [ANA, SEAN] }: Readonly<{ rows?: readonly AxeroUser[]; people?: readonly AxeroUser[] }>) {
	const asked: string[] = [];
	const finding =
		(among: readonly AxeroUser[], how: string): ManagerSearch['find'] =>
		async ({ by, value }) => {
			asked.push(`${how} ${by} ${value}`);
			const name = { id: 'UserID', email: 'Email', username: 'Username' }[by];
			return await Promise.resolve(among.filter((one) => folded(String(one[name] ?? '')) === folded(value)).map(profileOf));
		};
	const reference = managerReference({
		request: async ({ path }) => {
			asked.push(path);
			return await Promise.resolve({ data: people.find(({ UserID }) => path.includes(String(UserID))) ?? null });
		},
		find: rows ? finding(rows, 'list') : finding(people, 'now'),
		findNow: finding(people, 'now'),
		...(rows ? { isShown: (by) => rows.every((row) => by === 'id' || keyIn(row, by) !== undefined) } : {}),
		asGiven: 'words',
	});
	const hits = async (text: string) => (await reference.hits(text)).map(({ value }) => value);
	return { asked, reference, hits };
}

describe('the manager at Axero', () => {
	it.each([
		['sean.obrien@example.test', ['now email sean.obrien@example.test']],
		['SEAN.OBRIEN@example.test', ['now email SEAN.OBRIEN@example.test']],
		['13', ['now username 13', 'now id 13']],
	])('is found by %s', async (text, requests) => {
		const { hits, asked } = site({});

		expect(await hits(text)).toEqual(['sean.obrien']);
		expect(asked).toEqual(requests);
	});

	it('is found by a username that is an email address, of which the address itself comes first', async () => {
		const { hits } = site({ people: [ANA, { UserID: '14', Email: 'x@example.test', Username: 'sean.obrien@example.test' }] });

		expect(await hits('sean.obrien@example.test')).toEqual(['sean.obrien@example.test']);
	});

	it('is nobody where a list that shows everybody’s key does not have it, without a request', async () => {
		const { hits, asked } = site({ rows: [ANA] });

		expect(await hits('sean.obrien@example.test')).toEqual([]);
		expect(asked).toEqual(['list email sean.obrien@example.test', 'list username sean.obrien@example.test']);
	});

	it('is searched for where rows of the list hide the key', async () => {
		const { hits, asked } = site({ rows: [{ UserID: '12' }, { UserID: '13' }] });

		expect(await hits('sean.obrien@example.test')).toEqual(['sean.obrien']);
		expect(asked).toEqual(['list email sean.obrien@example.test', 'now email sean.obrien@example.test']);
	});

	it('is read where the row hides the username, and refused where the details do, too', async () => {
		const row = { UserID: '13', Email: SEAN.Email };

		expect(await site({ rows: [row, ANA] }).hits(SEAN.Email)).toEqual(['sean.obrien']);
		await expect(site({ rows: [row], people: [row] }).hits(SEAN.Email)).rejects.toThrow(
			'Axero does not show the username of user 13, and Reports To takes nothing else',
		);
	});

	it.each([
		['ana.silva', true],
		['12', false],
		['ana.silva@example.test', false],
	])('goes as it is where it can only be a username: %s', (text, isOwn) => {
		expect(site({}).reference.isOwn(text)).toBe(isOwn);
	});
});
