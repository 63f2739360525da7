import { folded } from './keys';
import type { Reference } from './references';
import type { FieldName, Written } from './types';

/** A field, and how it would name somebody who was just written. */
type Naming = ReadonlyMap<FieldName, string>;

/** Who was written, by all texts that name them. Kept is how fields name them: a whole record takes a hundred times the memory. */
export function writtenUsers<Doc>(references: ReadonlyArray<Reference<Doc>>) {
	const naming = references.flatMap(({ field, ofUser }) => (ofUser ? [{ field, ofUser }] : []));
	const users = new Map<string, Naming>();
	return {
		note: (names: () => readonly string[], user: Written<Doc>): void => {
			if (naming.length === 0) return;
			const values: Naming = new Map(
				naming.flatMap(({ field, ofUser }) => {
					const named = ofUser(user);
					return named ? [[field, named.value] as const] : [];
				}),
			);
			for (const name of names()) users.set(name, values);
		},
		/** Undefined where nobody of this name was written, or the field names no users. */
		named: ({ ofUser }: Reference<Doc>, text: string): Naming | undefined => (ofUser ? users.get(folded(text)) : undefined),
	};
}
