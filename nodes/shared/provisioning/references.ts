import { failed } from '../failure';
import type { FieldName } from './types';

/** A record that a value may name. */
export type Referred = Readonly<{
	/** What the vendor's field takes: an ID, or at Axero's Reports to the user name. */
	value: string;
	/** As people know it: for errors and previews. */
	label: string;
}>;

/** A field whose value names another record of the vendor; of a list, each of its values does. */
export type Reference<Doc = unknown> = Readonly<{
	field: FieldName;
	/** In messages: "department", "manager". */
	noun: string;
	/** In messages, what the field takes: "an ID, a code or a name". */
	takes: string;
	/** Whether this text is already what the field takes, so that nothing is looked up. */
	isOwn: (text: string) => boolean;
	/** All that this text may mean. Called once per execution for equal texts; once more after a failure. */
	hits: (text: string) => Promise<readonly Referred[]>;
	/** The same past a list that was read before, for what other items have written meanwhile. Left out: {@link hits}. */
	hitsNow?: (text: string) => Promise<readonly Referred[]>;
	/** Makes it, where an option asks for that. Called once per execution for equal texts, never in planning. */
	create?: (text: string) => Promise<Referred>;
	/** What people call the record that a value stands for, as far as that was read already. */
	nameOf?: (value: string) => string | undefined;
	/**
	 * Of a field that names a user: how it would name this one, undefined where the record does not tell. Items then wait for
	 * those that make whom they name, and nobody is named by himself.
	 */
	ofUser?: (user: Readonly<{ id: string; record?: Doc }>) => Referred | undefined;
}>;

/** What is known of what other items have written: nothing in planning. */
export type Stage = 'planning' | 'writing';

/** Look-ups and creations, each once for equal texts. */
export function lookingUp<Doc>() {
	const found = new Map<string, Promise<readonly Referred[]>>();
	const made = new Map<string, Promise<Referred>>();
	return {
		hits: async ({ field, hits, hitsNow = hits }: Reference<Doc>, text: string, stage: Stage): Promise<readonly Referred[]> => {
			const about = JSON.stringify([stage, field, text]);
			const known = found.get(about);
			if (known) return await known;
			const asked = stage === 'planning' ? hits(text) : hitsNow(text);
			found.set(about, asked);
			return await asked.catch((error: unknown) => {
				found.delete(about);
				throw error;
			});
		},
		/** What could not be made is not made once more: it may be there all the same. */
		created: async ({ field, noun, create }: Reference<Doc>, text: string): Promise<Referred> => {
			if (!create) throw new Error(`Nothing makes a ${noun}`);
			const about = JSON.stringify([field, text]);
			const known = made.get(about);
			if (known) return await known.catch(() => notMade(noun, text));
			const making = create(text);
			made.set(about, making);
			return await making;
		},
	};
}

function notMade(noun: string, text: string): never {
	throw failed({
		kind: 'skipped',
		says: `The ${noun} "${text}" could not be created for an earlier item`,
		todo: 'See the error of that item, then run this one again.',
	});
}
