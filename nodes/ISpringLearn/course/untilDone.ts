import { failed, failureOf, mayHaveLanded, type Failure } from '../../shared/failure';
import { unsentOf } from '../../shared/http/readOnly';
import { sentences } from '../../shared/words';

type Steps<T> = Readonly<{
	/** Asks `beforeRepeat` before the same request is sent once more. */
	send: (todo: readonly T[], beforeRepeat: () => Promise<void>) => Promise<void>;
	/** Reads which of these are still to do. */
	left: (todo: readonly T[]) => Promise<readonly T[]>;
}>;

/**
 * Sends what must not be done twice. After a failure that leaves doubt it is looked at, and only what is still to do is
 * sent, as long as there is less of it each time.
 * @throws FailureError of the last try
 */
export async function untilDone<T>(all: readonly T[], { send, left }: Steps<T>): Promise<void> {
	let todo = all;
	const beforeRepeat = async (): Promise<void> => {
		if ((await left(todo)).length < todo.length) throw failed({ kind: 'conflict', says: 'A part of it was done by an earlier attempt' });
	};
	while (todo.length > 0) {
		const sent = todo;
		todo = await send(sent, beforeRepeat).then(
			() => [],
			async (error: unknown) => await restAfter(error, { sent, left }),
		);
	}
}

async function restAfter<T>(
	error: unknown,
	{ sent, left }: Pick<Steps<T>, 'left'> & Readonly<{ sent: readonly T[] }>,
): Promise<readonly T[]> {
	const failure = failureOf(error);
	if (unsentOf(error) || !isDoubtful(failure)) throw error;
	const rest = await left(sent).catch(() => sent);
	if (rest.length < sent.length) return rest;
	throw mayHaveLanded(failure) ? failed(runAgain(failure)) : error;
}

/** A part may be done, or was done by somebody else: then the rest may go well. */
function isDoubtful(failure: Failure): boolean {
	return mayHaveLanded(failure) || failure.kind === 'conflict' || (failure.kind === 'refused' && !failure.forbidden);
}

function runAgain(failure: Failure): Failure {
	return { ...failure, todo: sentences(failure.todo, 'Run this item again: only what is still missing is sent.') };
}

/**
 * Tasks that share a key run one after another, in the order in which they are asked for; others don't wait. A task waits
 * for all its keys before it starts, and only for tasks that came before: none can wait for one that waits for it.
 */
export function turnsOfSeveral(): <T>(keys: readonly string[], task: () => Promise<T>) => Promise<T> {
	const lastOf = new Map<string, Promise<unknown>>();
	return async (keys, task) => {
		const before = keys.flatMap((key) => lastOf.get(key) ?? []);
		const mine = Promise.allSettled(before).then(task);
		for (const key of keys) lastOf.set(key, mine);
		return await mine;
	};
}
