import type { IExecuteFunctions, INodeParameters, NodeParameterValueType } from 'n8n-workflow';

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
	const columns = tally();
	// SCIM's names count in any case.
	const ignored = tally((path) => path.toLowerCase());
	const untaken = tally((path) => path.toLowerCase());
	const isRead = readIn(context);
	const warnings = new Map<(items: string) => string, number[]>();
	const hint = (message: string, type: 'info' | 'warning' = 'info'): void =>
		context.addExecutionHints({ type, location: 'outputPane', message });
	const texts: ReadonlyArray<readonly [Tally, (named: string) => string]> = [
		[ignored, (named) => `SCIM attributes that no field stands for were left out: ${named}. The option SCIM Mapping can give them one.`],
		[
			untaken,
			(named) =>
				`SCIM attributes were left out though a field stands for them: ${named}. The field took another attribute or can't hold this value, or what is meant depends on what the vendor has stored.`,
		],
		[
			columns,
			(named) =>
				`Map Automatically found no field for these columns and left them out: ${named}. A column is matched by the name or the label of a field; upper and lower case, spaces, hyphens and underscores don't count.`,
		],
	];
	return {
		columns: (i, names) =>
			columns.add(
				i,
				names.filter((name) => !isRead(name)),
			),
		ignored: ignored.add,
		untaken: untaken.add,
		warning: (i, textOf) => {
			const items = warnings.get(textOf) ?? [];
			warnings.set(textOf, items);
			items.push(i);
		},
		tell: () => {
			for (const [textOf, items] of warnings) hint(textOf(`${items.length === 1 ? 'item' : 'items'} ${items.join(', ')}`), 'warning');
			for (const [{ named }, textOf] of texts) {
				const names = named();
				if (names !== undefined) hint(textOf(names));
			}
		},
	};
}

type Tally = Readonly<{
	add: (i: number, names: readonly string[]) => void;
	/** The names with their counts of items; undefined for none. */
	named: () => string | undefined;
}>;

/** So many are named, and no name longer: a hint is read, not searched. */
const MOST_NAMED = 10;
const LONGEST_NAME = 100;

/** @param keyOf names that are one give the same text */
function tally(keyOf: (name: string) => string = (name) => name): Tally {
	const noted = new Map<string, Readonly<{ name: string; items: Set<number> }>>();
	return {
		add: (i, names) => {
			for (const name of names) {
				const key = keyOf(name);
				const known = noted.get(key) ?? { name, items: new Set() };
				noted.set(key, known);
				known.items.add(i);
			}
		},
		named: () => {
			if (noted.size === 0) return undefined;
			const most = [...noted.values()].sort((one, other) => other.items.size - one.items.size).slice(0, MOST_NAMED);
			const named = most.map(({ name, items: { size } }) => `${clipped(name)} (${size} ${size === 1 ? 'item' : 'items'})`);
			return named.join(', ') + (noted.size > MOST_NAMED ? ` and ${noted.size - MOST_NAMED} more` : '');
		},
	};
}

function clipped(name: string): string {
	return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME).toWellFormed()}…` : name;
}

function expressionsIn(value: INodeParameters | NodeParameterValueType | undefined): readonly string[] {
	if (typeof value === 'string') return value.startsWith('=') ? [value] : [];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(expressionsIn) : [];
}

function readIn(context: IExecuteFunctions): (name: string) => boolean {
	const expressions = expressionsIn(context.getNode().parameters);
	const known = new Map<string, boolean>();
	return (name) => {
		const isRead = known.get(name) ?? expressions.some(memberOf(name));
		known.set(name, isRead);
		return isRead;
	};
}

/** Whether an expression reads a member of the item: `$json.email`, `$json["E-mail"]`. */
function memberOf(name: string): (expression: string) => boolean {
	const literal = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	const member = new RegExp(`json\\s*\\??\\.\\s*${literal}(?![\\w$])|\\[\\s*(["'\`])${literal}\\1\\s*\\]`);
	return (expression) => member.test(expression);
}
