import type { IDataObject } from 'n8n-workflow';

import { failed } from '../../shared/failure';

/** Members whose changes by others don't count, with all that is in them: `img`, `location.city`. */
export type Ignored = readonly string[];

/** What helps against conflicts that come every time. */
export const IGNORING = 'If these members differ whenever they are read, name them in the option Ignore Changes In.';

/** What would be written: of the record as it was read before, and as it is now. Both as an item shows it. */
type Twice = Readonly<{ before: IDataObject; now: IDataObject }>;

/**
 * A PUT replaces the whole record, so it is a conflict when somebody else changed what would be written.
 * @param what how a sentence begins: `The user 31`
 * @throws FailureError `conflict` that names the members
 */
export function assertUntouched(what: string, twice: Twice, ignored: Ignored): void {
	assertSame(what, twice, { ignored, became: 'It was not written' });
}

/**
 * Asked before the same write is sent again. What its first try left behind leads to the same write.
 * @throws FailureError `conflict` when the record as it is now doesn't: somebody else's change would be lost
 */
export function assertSameWrite(what: string, twice: Twice, ignored: Ignored): void {
	assertSame(what, twice, { ignored, became: 'Whether it was written before is not known; it was not written again' });
}

export function gone(says: string) {
	return failed({
		kind: 'notFound',
		says,
		todo: 'The user was there a moment ago: somebody may have removed it.',
	});
}

function assertSame(what: string, { before, now }: Twice, { ignored, became }: Readonly<{ ignored: Ignored; became: string }>): void {
	const changed = differences(before, now).filter((path) => !isIgnored(path, ignored));
	if (changed.length === 0) return;
	throw failed({
		kind: 'conflict',
		says: `${what} was changed by somebody else between the look-up and the write: ${changed.join(', ')}`,
		todo: `Run the item again. ${became}, because HighQ replaces the whole record. ${IGNORING}`,
	});
}

/** Whether a member, by its path, is left out of the comparison. */
export function isIgnored(path: string, ignored: Ignored): boolean {
	const lower = path.toLowerCase();
	return ignored.map((one) => one.toLowerCase()).some((one) => lower === one || lower.startsWith(`${one}.`));
}

/** Where two records differ, by the paths of their members. Lists count as one value. */
export function differences(one: unknown, other: unknown, path = ''): readonly string[] {
	if (!isMembers(one) || !isMembers(other)) return JSON.stringify(one) === JSON.stringify(other) ? [] : [path];
	const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
	return names.flatMap((name) => differences(one[name], other[name], path === '' ? name : `${path}.${name}`));
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
