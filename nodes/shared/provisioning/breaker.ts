import type { UserOperation } from './userOperation';
import { failed, failureOf, type Failure } from '../failure';

/** Runs a task, unless the breaker is open. */
type Breaker = <T>(task: () => Promise<T>) => Promise<T>;

/** So many in a row, and nobody else is asked: a locked account would be locked longer, a vendor that is down stays down. */
const SIGN_INS = 3;
const OUTAGES = 5;

/**
 * Stops an execution after repeated failures of the vendor: what comes after them is skipped at once, with
 * the reason. Any answer that shows a working vendor, a refusal too, starts the count anew.
 */
export function breaker(): Breaker {
	let signIns = 0;
	let outages = 0;
	let open: Failure | undefined;

	const count = (failure: Failure): void => {
		signIns = failure.kind === 'signIn' ? signIns + 1 : 0;
		outages = isOutage(failure) ? outages + 1 : 0;
		if (signIns >= SIGN_INS || outages >= OUTAGES) open ??= failure;
	};

	return async (task) => {
		if (open) throw skipped(open);
		return await task().then(
			(done) => {
				[signIns, outages] = [0, 0];
				return done;
			},
			(error: unknown) => {
				count(failureOf(error));
				throw error;
			},
		);
	};
}

/** The same operation until the vendor fails several times in a row: what comes after that is skipped. */
export function breaking<W, Doc>(operation: UserOperation<W, Doc>): UserOperation<W, Doc> {
	const { plan, planAnew = plan, write } = operation;
	const unlessDown = breaker();
	return {
		...operation,
		plan: async (wanted) => await unlessDown(async () => await plan(wanted)),
		planAnew: async (wanted) => await unlessDown(async () => await planAnew(wanted)),
		write: async (decided, wanted) => await unlessDown(async () => await write(decided, wanted)),
	};
}

function isOutage(failure: Failure): boolean {
	if (failure.kind === 'refused') return failure.status >= 500 && !failure.inOwnWords;
	if (failure.kind === 'unreadable') return failure.status >= 500;
	return failure.kind === 'unreachable' || failure.kind === 'throttled';
}

function skipped({ kind, says }: Failure) {
	const why = kind === 'signIn' ? 'the vendor rejected the credential several times' : 'the vendor failed to answer several times';
	return failed({
		kind: 'skipped',
		says: `Skipped, because ${why}. Last answer: ${says}`,
		todo: 'Fix the cause, then run it again.',
	});
}
