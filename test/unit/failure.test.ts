import type * as Failures from '../../nodes/shared/failure';
import { beforeWriting, FailureError, failureOf, isFailureError, type Failure } from '../../nodes/shared/failure';

const FAILURE: Failure = { kind: 'signIn', status: 401, says: 'No' };

/** As a credential has it, whose file brings a copy of everything. */
function otherCopy(): typeof Failures {
	let copy: typeof Failures | undefined;
	jest.isolateModules(() => (copy = jest.requireActual<typeof Failures>('../../nodes/shared/failure')));
	if (!copy) throw new Error('No copy');
	return copy;
}

describe('a failure that a credential throws', () => {
	const thrown = otherCopy().failed(FAILURE);

	it('is the same to the node, which has a class of its own for it', () => {
		expect(thrown).not.toBeInstanceOf(FailureError);
		expect(failureOf(thrown)).toEqual(FAILURE);
		expect(failureOf(otherCopy().failed(FAILURE))).toEqual(FAILURE);
	});

	it('says that a write was not sent, when it comes right before', async () => {
		await expect(beforeWriting(Promise.reject(thrown))).rejects.toMatchObject({ failure: { ...FAILURE, unwritten: true } });
	});

	it.each([
		['of another package', Object.assign(new Error('No'), { name: 'FailureError' })],
		['that is none', { name: 'FailureError', failure: FAILURE }],
		['without meaning', new Error('No')],
		['that is nothing', undefined],
	])('is told from an error %s', (_what, error) => {
		expect(isFailureError(error)).toBe(false);
	});
});
