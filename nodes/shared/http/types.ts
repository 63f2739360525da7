/** One request of a vendor's API. `url` is absolute; ids in it are already encoded as path segments. */
export type VendorRequest = Readonly<{
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	url: string;
	/** Decoded names and values, encoded on the way out; a name may be repeated. */
	query?: ReadonlyArray<readonly [name: string, value: string]>;
	headers?: Readonly<Record<string, string>>;
	/** Sent as UTF-8. */
	body?: string;
	/** Set for a request that changes nothing although its method could, such as a SOAP call that reads. */
	reads?: true;
	/** Set for a read that asks for one record: its answer is short, so that it may come whole. */
	one?: true;
	/** Set for a read whose answer may wait before it is looked at: it stays bytes until its `body` is asked for, which then @throws FailureError `unreadable`. */
	waits?: true;
	/** Whether sending it twice is the same as sending it once. Left out: every method but POST and PATCH is, and what only reads. */
	repeats?: boolean;
	/**
	 * Asked right before it is sent again: while it waited, others may have written what it would undo.
	 * @throws FailureError `conflict`, or `notFound` when the record is gone; any other failure ends the tries
	 */
	beforeRepeat?: () => Promise<void>;
	/** Whether an answer is the vendor's last word although its status says that the server could not answer, or is busy. */
	isFinal?: (answer: VendorAnswer) => boolean;
	/** Whether an answer says that the token is over, where that is not told by 401. */
	isSignInOver?: (answer: VendorAnswer) => boolean;
}>;

/** What came back, whatever its status below 600 other than a redirect. */
export type VendorAnswer = Readonly<{
	status: number;
	/** The status line's text: iSpring's legacy API speaks through it. */
	statusText: string;
	/** Names in lower case. */
	headers: Readonly<Record<string, string>>;
	/** The whole body, decoded as UTF-8. */
	body: string;
	/** The same before it was decoded, in the pieces that came; of a request that `waits`. */
	chunks?: readonly Uint8Array[];
	/** An earlier try of the same request may have been carried out: that a record is not there any more may be its doing. */
	wasRepeated?: true;
}>;

/**
 * The one way out. Adds the credential, never follows a redirect.
 * @throws FailureError when nothing readable came back (`unreachable`, `redirected`, `unreadable`) or
 * when a value can't be sent unaltered (`invalid`); any other status is an answer.
 */
export type Send = (request: VendorRequest) => Promise<VendorAnswer>;

/** Runs a task when there is a place for it. */
export type Place = <T>(task: () => Promise<T>) => Promise<T>;

/** A credential that was opened: its decrypted values. */
export type CredentialValues = Readonly<Record<string, unknown>>;

/** The way out, and the values of the credential that it signs with: addresses are among them. */
export type WayOut = Readonly<{ credential: CredentialValues; send: Send }>;

/** Time and chance, so that tests have their own. */
export type Clock = Readonly<{
	now: () => number;
	/** From 0 to 1. */
	random: () => number;
	/** Ends early when the execution is cancelled. */
	sleep: (ms: number) => Promise<void>;
	isCancelled: () => boolean;
}>;

/** A text of a credential; empty when it is not set. */
export function credentialText(credential: CredentialValues, name: string): string {
	const value = credential[name];
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
