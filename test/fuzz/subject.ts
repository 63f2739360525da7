import fc from 'fast-check';

import { FailureError, type Failure } from '../../nodes/shared/failure';

/** What became of one document; the figures show that a subject saw enough of each. */
export type Verdict = string;
export type Options = Readonly<{ seed: number; count: number; each?: (verdict: Verdict, milliseconds: number) => void }>;
/** A parser or builder with the documents that it gets and what must be true of each. */
export type Subject = Readonly<{ name: string; run: (options: Options) => void }>;

/** Far more than any generated document needs: what takes longer hangs. */
const HANGS_AFTER_MS = 5000;

/** @param judge throws where the subject is wrong; fast-check then looks for the smallest such document */
export function subject<Document>(name: string, documents: fc.Arbitrary<Document>, judge: (document: Document) => Verdict): Subject {
	const run = ({ seed, count, each }: Options): void => {
		const property = fc.property(documents, (document) => {
			const start = performance.now();
			const verdict = judge(document);
			const took = performance.now() - start;
			if (took > HANGS_AFTER_MS) throw new Error(`took ${Math.round(took)} ms`);
			each?.(verdict, took);
		});
		fc.assert(property, { seed, numRuns: count });
	};
	return { name, run };
}

/** What a call gives, or its failure. Anything else that is thrown is a crash. */
export function attempt<Result>(call: () => Result): Readonly<{ result: Result } | { failure: Failure }> {
	try {
		return { result: call() };
	} catch (error) {
		if (error instanceof FailureError) return { failure: error.failure };
		throw error;
	}
}

/** @throws when a refusal is not of the kind that the subject promises */
export function assertKind({ kind, says }: Failure, expected: Failure['kind']): void {
	if (kind !== expected || says.length > 1500) throw new Error(`refused as ${kind}: ${says.slice(0, 300)}`);
}

/** @throws with both sides */
export function assertSame(ours: unknown, theirs: unknown, same: boolean): void {
	if (!same) throw new Error(`differs\n  ours:   ${JSON.stringify(ours)}\n  theirs: ${JSON.stringify(theirs)}`);
}
