import { failed } from '../../nodes/shared/failure';
import { NotSentError, unsentOf } from '../../nodes/shared/http/readOnly';
import type { VendorRequest } from '../../nodes/shared/http/types';
import { writesInTurn } from '../../nodes/shared/http/writesInTurn';
import { refusal } from './arbitraryPeople';

describe('several writes of one user', () => {
	const request = (url: string): VendorRequest => ({ method: 'PUT', url });
	const keptBack = async (url: string): Promise<never> => await Promise.reject(new NotSentError([request(url)]));
	const refused = async (): Promise<never> => await Promise.reject(failed(refusal));
	const thrownBy = async (work: Promise<unknown>): Promise<unknown> => await work.catch((error: unknown) => error);

	it('give what each of them gave', async () => {
		const turn = writesInTurn();

		expect(await turn.write('profile', Promise.resolve('a'))).toBe('a');
		expect(await turn.write('status', Promise.resolve('b'))).toBe('b');
		expect(() => turn.end()).not.toThrow();
	});

	it('are all kept back by a preview, which shows each request', async () => {
		const turn = writesInTurn();

		expect(await turn.write('profile', keptBack('1'))).toBeUndefined();
		expect(await turn.write('groups', Promise.resolve('a read'))).toBe('a read');
		expect(await turn.write('status', keptBack('2'))).toBeUndefined();
		expect(unsentOf(await thrownBy((async () => await Promise.resolve(turn.end()))()))).toEqual([request('1'), request('2')]);
	});

	it('end at the first that fails, in the words of the vendor alone where nothing was written', async () => {
		expect(await thrownBy(writesInTurn().write('profile', refused()))).toMatchObject({ failure: refusal });
	});

	it('tell what is written already where a later one fails', async () => {
		const turn = writesInTurn();
		await turn.write('profile', Promise.resolve());

		expect(await thrownBy(turn.write('status', refused()))).toMatchObject({
			failure: { halfway: true, says: expect.stringContaining('The profile was updated, but the status was not written') },
		});
		await turn.write('password', Promise.resolve());
		expect(await thrownBy(turn.write('status', refused()))).toMatchObject({
			failure: { says: expect.stringContaining('The profile and the password were updated') },
		});
	});

	it('say it in words of their own where they have some', async () => {
		const turn = writesInTurn((what, done) => ({ done: `Made: ${done.join()}`, rest: `the ${what} was`, todo: 'Run it again.' }));
		await turn.write('user', Promise.resolve());

		expect(await thrownBy(turn.write('status', refused()))).toMatchObject({
			failure: {
				says: expect.stringContaining('Made: user, but the status was not written'),
				todo: expect.stringContaining('Run it again.'),
			},
		});
	});
});
