import { failed } from '../../shared/failure';
import { joinedEdits } from '../../shared/fields/edits';
import { folded } from '../../shared/provisioning/keys';
import type { Edit, FieldEdits, FieldName, MatchKey } from '../../shared/provisioning/types';
import { IDENTIFIERS, type AxeroKey } from './profile';

type Parts = ReadonlyArray<Iterable<readonly [FieldName, Edit]>>;

/**
 * All edits of an update as one map. Axero puts what says who is meant and the fields into one object and
 * does not document which wins, so with another key than the ID neither e-mail address nor user name changes.
 * @throws FailureError `invalid` when a label is given twice or says who is meant
 */
export function updateEdits(key: MatchKey<AxeroKey>, parts: Parts): FieldEdits {
	return joined(parts, { key, refused: key.by === 'id' ? [IDENTIFIERS.id] : Object.values(IDENTIFIERS) });
}

/**
 * {@link updateEdits} where the user is looked up and then written by ID: only the ID can't change.
 * @throws FailureError `invalid`
 */
export function comparedEdits(parts: Parts): FieldEdits {
	return withoutAny(joinedEdits(parts), [IDENTIFIERS.id]);
}

/**
 * All fields of a new user as one map.
 * @throws FailureError `invalid` when a label is given twice or is the ID, which Axero gives
 */
export function createEdits(parts: Parts): FieldEdits {
	return joined(parts, { refused: [IDENTIFIERS.id] });
}

type Rule = Readonly<{ key?: MatchKey<AxeroKey>; refused: readonly string[] }>;

function joined(parts: Parts, { key, refused }: Rule): FieldEdits {
	const edits = new Map(joinedEdits(parts));
	// An item that is mapped as a whole brings its key along: the same value changes nothing.
	if (key && key.by !== 'id' && isSame(edits.get(IDENTIFIERS[key.by]), key.value)) edits.delete(IDENTIFIERS[key.by]);
	return withoutAny(edits, refused);
}

/** @throws FailureError `invalid` when one of these labels is among the edits */
function withoutAny(edits: FieldEdits, refused: readonly string[]): FieldEdits {
	const wrong = refused.find((label) => edits.has(label));
	if (wrong === undefined) return edits;
	throw failed({
		kind: 'invalid',
		parameter: 'Fields',
		says: `"${wrong}" says who is meant, so it can't be changed here; to change an e-mail address or user name, choose the user by ID`,
		todo: 'With the option Compare First, Update looks the user up by any key and then names the user by ID.',
	});
}

function isSame(edit: Edit | undefined, value: string): boolean {
	return typeof edit === 'object' && typeof edit.set === 'string' && folded(edit.set) === folded(value);
}
