import { turns } from '../../nodes/shared/turns';

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
