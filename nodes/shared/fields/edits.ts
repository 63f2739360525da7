import { failed } from '../failure';
import type { Edit, FieldEdits, FieldName, FieldValue } from '../provisioning/types';
import type { FieldSpec } from './spec';

/** What becomes of a field that is mapped and has no value for an item. */
export type EmptyRule = 'leave' | 'clear' | 'refuse';

/**
 * What a mapped value asks of a field.
 * @param value undefined where the field has no value for this item
 * @returns undefined: leave the field alone
 * @throws FailureError `invalid` when emptiness is refused, or the field can't be emptied
 */
export function editOf(spec: FieldSpec, value: FieldValue | undefined, rule: EmptyRule): Edit | undefined {
	if (value !== undefined) return { set: value };
	switch (rule) {
		case 'leave':
			return undefined;
		case 'clear':
			return cleared(spec);
		case 'refuse':
			throw failed({
				kind: 'invalid',
				parameter: spec.label,
				says: `${spec.label} has no value`,
				todo: 'Give a value, or change the option Empty Values.',
			});
	}
}

/**
 * The edit that empties a field.
 * @throws FailureError `invalid` when it can't be emptied
 */
export function cleared({ label, clearable = true }: FieldSpec): Edit {
	if (clearable) return 'clear';
	throw failed({
		kind: 'invalid',
		parameter: label,
		says: `${label} can't be emptied at the vendor`,
		todo: 'Give a value, or leave the field alone.',
	});
}

/**
 * All edits of an item as one map.
 * @param same names that mean the same field give the same text
 * @throws FailureError `invalid` when a field is given twice
 */
export function joinedEdits(
	parts: ReadonlyArray<Iterable<readonly [FieldName, Edit]>>,
	same: (name: FieldName) => string = (name) => name,
): FieldEdits {
	const edits = new Map<FieldName, Edit>();
	const taken = new Set<string>();
	for (const [name, edit] of parts.flatMap((part) => [...part])) {
		if (taken.has(same(name))) throw failed({ kind: 'invalid', parameter: 'Fields', says: `The field "${name}" is given twice` });
		taken.add(same(name));
		edits.set(name, edit);
	}
	return edits;
}
