import { failed, failureOf } from '../../nodes/shared/failure';
import { recordAfter, recordChanges, turns } from '../../nodes/shared/recordChanges';

type Group = Readonly<{ name: string; members: readonly string[] }>;

/** A group at a vendor who replaces it whole; `meanwhile` is what happens between a try and the next one. */
function vendor(meanwhile: (group: Group) => Group = (group) => group, tries = 1) {
	let group: Group = { name: 'Crew', members: ['1', '2'] };
	const written: Group[] = [];
	const { change } = recordChanges<Group, Group, string>({
		vendor: 'Vendor',
		what: 'group',
		read: async () => await Promise.resolve(group),
		contentOf: (record) => record,
		differences: (stored, wanted) =>
			(['name', 'members'] as const).filter((member) => JSON.stringify(stored[member]) !== JSON.stringify(wanted[member])),
		write: async ({ content, beforeRepeat }) => {
			for (let tried = 1; tried < tries; tried += 1) {
				group = meanwhile(group);
				await beforeRepeat();
			}
			group = content;
			written.push(content);
			return 'written';
		},
		advice: 'Ask them.',
	});
	return { change, written, now: () => group };
}

const adding =
	(member: string) =>
	(group: Group): Group => ({ ...group, members: [...group.members.filter((one) => one !== member), member] });

describe('a record that is written back whole', () => {
	it('keeps what is not changed', async () => {
		const { change, now } = vendor();

		expect(await change('7', adding('3'))).toMatchObject({ before: { members: ['1', '2'] }, answer: 'written' });
		expect(now()).toEqual({ name: 'Crew', members: ['1', '2', '3'] });
	});

	it('is not written when it is as it should be', async () => {
		const { change, written } = vendor();

		expect(await change('7', adding('2'))).not.toHaveProperty('answer');
		expect(written).toEqual([]);
	});

	it('keeps both of two changes at once', async () => {
		const { change, now } = vendor();
		await Promise.all([change('7', adding('3')), change('7', adding('4'))]);

		expect(now().members).toEqual(['1', '2', '3', '4']);
	});

	it('is written again after a try of which only the answer was lost', async () => {
		const { change, now } = vendor(adding('3'), 2);
		await change('7', adding('3'));

		expect(now().members).toEqual(['1', '2', '3']);
	});

	it('is read and changed anew when somebody else wrote between two tries', async () => {
		const { change, now } = vendor(adding('9'), 2);
		await change('7', adding('3'));

		expect(now().members).toEqual(['1', '2', '9', '3']);
	});

	it('is left alone, with the members that differ, when somebody else goes on writing', async () => {
		let count = 0;
		const { change, written } = vendor((group) => ({ ...group, name: `Crew ${(count += 1)}` }), 2);

		expect(failureOf(await change('7', adding('3')).catch((error: unknown) => error))).toMatchObject({
			kind: 'conflict',
			says: 'The group 7 was changed by someone else while this item ran: name',
			todo: expect.stringMatching(/because Vendor replaces the whole record and the other change would be lost\. Ask them\.$/),
		});
		expect(written).toEqual([]);
	});

	it('is written over changes of others that do not count', async () => {
		let count = 0;
		const { change, written } = vendor((group) => ({ ...group, name: `Crew ${(count += 1)}` }), 2);
		await change('7', adding('3'), (member) => member === 'name');

		expect(written).toHaveLength(1);
	});
});

describe('a record that was written', () => {
	it('is what is read afterwards', async () => {
		expect(await recordAfter(async () => await Promise.resolve('read'), 'answered')).toEqual({ record: 'read', warnings: [] });
	});

	it('stays written when it can not be read', async () => {
		const read = async (): Promise<string> => await Promise.reject(failed({ kind: 'unreachable', landed: 'no', says: 'No answer' }));

		expect(await recordAfter(read, 'answered')).toEqual({
			record: 'answered',
			warnings: ['It was written, but could not be read afterward: No answer'],
		});
	});
});

describe('changes of the same group', () => {
	const logged = () => {
		const log: string[] = [];
		const task =
			(name: string, fails = false) =>
			async (): Promise<string> => {
				log.push(`${name} starts`);
				await new Promise(setImmediate);
				log.push(`${name} ends`);
				if (fails) throw new Error(`${name} failed`);
				return name;
			};
		return { log, task };
	};

	it('run one after another, those of other groups at once', async () => {
		const { log, task } = logged();
		const turn = turns();
		await Promise.all([turn('a', task('first')), turn('a', task('second')), turn('b', task('other'))]);

		expect(log.filter((line) => !line.startsWith('other'))).toEqual(['first starts', 'first ends', 'second starts', 'second ends']);
		expect(log.indexOf('other starts')).toBeLessThan(log.indexOf('first ends'));
	});

	it('go on after one that could not be made', async () => {
		const { task } = logged();
		const turn = turns();
		const results = await Promise.allSettled([turn('a', task('first', true)), turn('a', task('second'))]);

		expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
	});
});
