import type { IExecuteFunctions, INodeParameters, NodeParameterValueType } from 'n8n-workflow';

type Noted = Readonly<{
	/** In how many items a column was left out. */
	items: Map<string, number>;
	/** Whether an expression of the node reads a column. */
	isRead: (name: string) => boolean;
}>;

const notedIn = new WeakMap<IExecuteFunctions, Noted>();

/** So many are named, and no name longer: a hint is read, not searched. */
const MOST_NAMED = 10;
const LONGEST_NAME = 100;

/** Notes columns that "Map Automatically" found no field for, apart from those that an expression of the node reads. */
export function noteLeftOut(context: IExecuteFunctions, names: readonly string[]): void {
	if (names.length === 0) return;
	const noted = notedIn.get(context) ?? { items: new Map<string, number>(), isRead: readIn(context) };
	notedIn.set(context, noted);
	const { items, isRead } = noted;
	for (const name of names) if (!isRead(name)) items.set(name, (items.get(name) ?? 0) + 1);
}

/** Says once, after the parameters of all items were read, which columns were left out: those of the most items first. */
export function hintLeftOut(context: IExecuteFunctions): void {
	const noted = [...(notedIn.get(context)?.items ?? [])].sort(([, one], [, other]) => other - one);
	if (noted.length === 0) return;
	const named = noted.slice(0, MOST_NAMED).map(([name, items]) => `${clipped(name)} (${items} ${items === 1 ? 'item' : 'items'})`);
	const more = noted.length > MOST_NAMED ? ` and ${noted.length - MOST_NAMED} more` : '';
	context.addExecutionHints({
		type: 'info',
		location: 'outputPane',
		message: `Map Automatically found no field for these columns and left them out: ${named.join(', ')}${more}. A column is matched by the name or the label of a field; upper and lower case, spaces, hyphens and underscores don't count.`,
	});
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
