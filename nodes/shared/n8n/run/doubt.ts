import { failed, failureOf, mayHaveLanded, type Failure } from '../../failure';
import { unsentOf } from '../../http/readOnly';
import { sentences } from './words';

/** An answer that can't be read hides what became of the write. Where none came at all, or something is done already, that has been said. */
export function inDoubt(failure: Failure, doubt: string): Failure {
	if (!mayHaveLanded(failure) || failure.kind === 'unreachable' || failure.halfway || failure.lostTry) return failure;
	return { ...failure, todo: sentences(failure.todo, doubt) };
}

/**
 * Makes something that would be there twice, were it made again, such as a group.
 * @param what how a sentence calls it: `user group`
 * @throws FailureError that says so where it may be there although the call failed
 */
export async function making<T>(what: string, make: () => Promise<T>): Promise<T> {
	return await make().catch((error: unknown) => {
		if (unsentOf(error)) throw error;
		throw failed(creationInDoubt(failureOf(error), `Whether the ${what} was made is not known: look before you create it again.`));
	});
}

/** {@link inDoubt} for what makes something: that a server could not answer is no reason to make it again. */
export function creationInDoubt(failure: Failure, doubt: string): Failure {
	const { todo: _later, ...bare } = failure;
	return inDoubt(failure.kind === 'unreadable' && failure.status >= 500 && !failure.halfway ? bare : failure, doubt);
}
