import type { IExecuteFunctions } from 'n8n-workflow';

import { readIn } from './expressions';

/** What the items of one execution hold in vain: noted while each is read, told once after the last. */
export type LeftOut = Readonly<{
	/** Columns that "Map Automatically" found no field for. Those that an expression of the node reads are of use. */
	columns: (i: number, names: readonly string[]) => void;
	/** SCIM attributes that no field stands for. */
	ignored: (i: number, paths: readonly string[]) => void;
	/** SCIM attributes that were left out though a field stands for them. */
	untaken: (i: number, paths: readonly string[]) => void;
	/** Something else that is in vain. @param textOf what to say of all items that it is noted of: `item 1`, `items 1, 2` */
	warning: (i: number, textOf: (items: string) => string) => void;
	/** Gives one hint for each kind that there was any of; those of the most items come first. */
	tell: () => void;
}>;

/** One item whose parameters are read, and where to note what it holds in vain. */
export type InputItem = Readonly<{ context: IExecuteFunctions; i: number; leftOut: LeftOut }>;

/** Made when the reading of an execution's items begins. */
export function leftOutOf(context: IExecuteFunctions): LeftOut {
	const ignored = tally(
		(named) => `SCIM attributes without a matching field were left out: ${named}. To map them, use SCIM Mapping.`,
		anyCase,
	);
	const untaken = tally(
		(named) =>
			`SCIM attributes were left out although a field matches them: ${named}. The field took another attribute, can't hold this value, or depends on what the vendor has stored.`,
		anyCase,
	);
	const columns = tally(
		(named) =>
			`Map Automatically found no field for these columns and skipped them: ${named}. Columns are matched by a field's name or label. Upper and lower case, spaces, hyphens and underscores don't matter.`,
	);
	const isRead = readIn(context);
	const warnings = new Map<(items: string) => string, number[]>();
	const hint = (message: string, type: 'info' | 'warning'): void => context.addExecutionHints({ type, location: 'outputPane', message });
	return {
		columns: (i, names) => {
			const unread = names.filter((name) => !isRead(name));
			columns.add(i, unread);
		},
		ignored: ignored.add,
		untaken: untaken.add,
		warning: (i, textOf) => {
			const items = warnings.get(textOf) ?? [];
			warnings.set(textOf, items);
			items.push(i);
		},
		tell: () => {
			for (const [textOf, items] of warnings) hint(textOf(`${items.length === 1 ? 'item' : 'items'} ${items.join(', ')}`), 'warning');
			for (const message of [ignored, untaken, columns].flatMap((one) => one.messages())) hint(message, 'info');
		},
	};
}

/** SCIM's names count in any case. */
function anyCase(path: string): string {
	return path.toLowerCase();
}

/** So many are named, and no name longer: a hint is read, not searched. */
const MOST_NAMED = 10;
const LONGEST_NAME = 100;

/**
 * Names with their counts of items.
 * @param messageOf what is told of them, if there are any
 * @param keyOf names that are one give the same text
 */
function tally(messageOf: (named: string) => string, keyOf: (name: string) => string = (name) => name) {
	const noted = new Map<string, Readonly<{ name: string; items: Set<number> }>>();
	return {
		add: (i: number, names: readonly string[]): void => {
			for (const name of names) {
				const key = keyOf(name);
				const known = noted.get(key) ?? { name, items: new Set() };
				noted.set(key, known);
				known.items.add(i);
			}
		},
		messages: (): readonly string[] => {
			if (noted.size === 0) return [];
			const most = [...noted.values()].sort((one, other) => other.items.size - one.items.size).slice(0, MOST_NAMED);
			const named = most.map(({ name, items: { size } }) => `${clipped(name)} (${size} ${size === 1 ? 'item' : 'items'})`);
			return [messageOf(named.join(', ') + (noted.size > MOST_NAMED ? ` and ${noted.size - MOST_NAMED} more` : ''))];
		},
	};
}

function clipped(name: string): string {
	return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME).toWellFormed()}…` : name;
}
