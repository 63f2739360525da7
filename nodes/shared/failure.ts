/**
 * Why something could not be done, as data. Retry, breaker and error items look at `kind`, never at
 * a text. `says` always carries the vendor's or the channel's own words; `todo` says what helps.
 */
export type Failure = Readonly<{
	says: string;
	todo?: string;
	/** Of several writes some were done; `says` tells which. */
	halfway?: true;
	/** Seen by a read before the first write, which its kind does not tell. */
	unwritten?: true;
	/** Of a write that was sent more than once, an earlier try may have been carried out, whatever the last one was answered; `todo` says so. */
	lostTry?: true;
}> &
	Readonly<
		| { kind: 'invalid'; parameter?: string } // the input can't be carried; nothing was written
		| { kind: 'signIn'; status: number } // the vendor doesn't accept the credential
		| { kind: 'notFound'; parameter?: string } // the vendor said, in its documented way, that nobody is there; with `parameter`, no record has what that names, and what may be meant is said
		| { kind: 'ambiguous' } // several users fit; none was touched
		| { kind: 'refused'; status: number; inOwnWords?: true; forbidden?: true; decided?: true } // the vendor understood and said no; asking again won't help. `inOwnWords`: its service works, whatever the status says; `forbidden`: it named the missing right; `decided`: it did not fail in the middle either
		| { kind: 'throttled'; retryAfterMs?: number }
		| { kind: 'unreachable'; landed: 'no' | 'maybe'; lasting?: true } // 'maybe': a write may have been carried out; `lasting`: another try can't help
		| { kind: 'unreadable'; status: number } // HTML, a wrong root, half a body
		| { kind: 'redirected'; status: number }
		| { kind: 'conflict' } // the record changed between the plan and the write; it was not overwritten
		| { kind: 'incomplete' } // a list that may lack rows; nothing was taken from it
		| { kind: 'guarded' } // the whole plan is larger than the guard allows; nothing was written
		| { kind: 'skipped' } // not tried, because the vendor failed several times before
		| { kind: 'cancelled' } // the execution was cancelled while the item waited
		| { kind: 'unexpected' } // a defect of ours: never repeated, never hidden
	>;

/** Whether nothing was written for the item that failed like this: by its kind it was found before the first write. */
export function isUnwritten({ kind, halfway, lostTry, unwritten }: Failure): boolean {
	if (halfway || lostTry) return false;
	return unwritten === true || kind === 'invalid' || kind === 'ambiguous' || kind === 'skipped';
}

/** Whether a write that failed like this may have been carried out all the same. */
export function mayHaveLanded(failure: Failure): boolean {
	if (failure.lostTry) return true;
	if (failure.unwritten) return false;
	if (failure.kind === 'refused') return failure.status >= 500 && !failure.decided;
	return failure.kind === 'unreadable' || (failure.kind === 'unreachable' && failure.landed === 'maybe');
}

/** What the end of a write that was sent twice does not tell. */
export const LOST_TRY = 'An earlier attempt got no answer, so the change may already be in place.';

/** What ended a write of which an earlier try got no answer: that one may have been carried out, whatever came of the last one. */
export function afterLostTry(failure: Failure): Failure {
	if (mayHaveLanded(failure)) return failure;
	return { ...failure, lostTry: true, todo: [failure.todo, LOST_TRY].filter((one) => one !== undefined && one !== '').join(' ') };
}

/** Reads what a write needs to know right before it. @throws FailureError that tells that the write was not sent */
export async function beforeWriting<T>(read: Promise<T>): Promise<T> {
	try {
		return await read;
	} catch (error) {
		throw isFailureError(error) ? failed({ ...error.failure, unwritten: true }) : error;
	}
}

/**
 * A failure after the first of several writes: what is done must not be hidden by what became of the rest.
 * @param done a sentence without its stop
 * @param rest what was to be written next, with its verb: `its fields were`
 */
export function halfway(failure: Failure, { done, rest, todo }: Readonly<{ done: string; rest: string; todo?: string }>): Failure {
	const became = mayHaveLanded(failure) ? `it is unclear whether ${rest} written` : `${rest} not written`;
	return { ...failure, halfway: true, says: `${done}, but ${became}. ${failure.says}`, ...(todo === undefined ? {} : { todo }) };
}

/** What to do about an answer that nothing of the vendor's can be made of. */
export const NOT_THE_API = "Check the base URL in the credential: something other than the vendor's API may be answering.";

/** Carries a {@link Failure} across `await`. The only error class that vendor and transport code throws. */
export class FailureError extends Error {
	override readonly name = 'FailureError';

	/** @param message for places that show nothing else of an error */
	constructor(
		readonly failure: Failure,
		message = failure.says,
	) {
		super(message);
	}

	/** In the place of an answer: that is all which older versions of n8n keep of an error that they wrap. */
	get response(): Readonly<{ data: Readonly<{ failure: Failure }> }> {
		return { data: { failure: this.failure } };
	}
}

/** Whether an error carries a failure. Its class would not tell: as they are built, a credential and a node have a copy of it each. */
export function isFailureError(error: unknown): error is FailureError {
	return error instanceof Error && error.name === 'FailureError' && 'failure' in error;
}

/** The factory for a throw: `throw failed({ kind: 'invalid', says: '…' })`. */
export function failed(failure: Failure): FailureError {
	return new FailureError(failure);
}

/** The factory for what an item, a parameter or the credential gives and can't be carried out. @param parameter its name in the editor */
export function invalid(parameter: string, says: string, todo?: string): FailureError {
	return failed({ kind: 'invalid', parameter, says, ...(todo === undefined ? {} : { todo }) });
}

/** The failure behind a caught error; what is not ours is `unexpected`, so that the item still has an outcome. */
export function failureOf(error: unknown): Failure {
	if (isFailureError(error)) return error.failure;
	return {
		kind: 'unexpected',
		says: error instanceof Error ? error.message : String(error),
		todo: 'This is a bug in the node. Please report it, with the steps that led here.',
	};
}

/**
 * How a list ended. It lacks `rows` where some may be missing, because people came and went while it was read or the
 * vendor's pages don't fit together; it lacks `details` where all rows came, and some can't be used or don't show all.
 */
export type ListEnd = Readonly<{ complete: true } | { complete: false; lacks: 'rows' | 'details'; why: string }>;
