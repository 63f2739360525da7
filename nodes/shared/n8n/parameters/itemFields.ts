import type { INodeExecutionData } from 'n8n-workflow';

/**
 * An expression that names one field of the item and nothing else: `={{ $json.email }}`, `={{ $json["first name"] }}`. Names that
 * begin with an underscore are n8n's affair: some are JavaScript's own.
 */
const FIELD = /^=\{\{ *\$json(?:\.([a-z]\w*)|\[(["'])([a-z][\w -]*)\2\]) *\}\}$/i;

type Simple = string | number | boolean | null;

/** What the item itself holds for a parameter; undefined where only n8n can tell. */
export type OwnValue = Readonly<{ value: unknown }> | undefined;
export type OwnReader = (item: INodeExecutionData | undefined) => OwnValue;

/**
 * Reads a parameter from the item, where all its expressions only name fields: n8n's engine takes longer for one of them than
 * everything else that an item without a change needs.
 * @param raw the parameter as the node stores it: one value, or the values of a locator or of mapped columns
 * @returns undefined for any other parameter
 */
export function ownReader(raw: unknown): OwnReader | undefined {
	if (typeof raw === 'string') {
		const field = fieldIn(raw);
		return field === undefined ? undefined : (item) => ownValue(item, field);
	}
	if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
	const members = Object.entries(raw).map(([name, value]: [string, unknown]) => ({ name, value, field: fieldIn(value) }));
	if (!members.every(({ value, field }) => field !== undefined || isFixed(value))) return undefined;
	return (item) => {
		const values: Array<readonly [string, unknown]> = [];
		for (const { name, value, field } of members) {
			const own = field === undefined ? { value } : ownValue(item, field);
			if (!own) return undefined;
			values.push([name, own.value]);
		}
		return { value: Object.fromEntries(values) };
	};
}

/** Whether two readings gave the same: simple values, or objects of them. */
export function isSameReading(one: unknown, other: unknown): boolean {
	if (!isMembers(one) || !isMembers(other)) return Object.is(one, other);
	const [members, others] = [Object.entries(one), Object.entries(other)];
	return members.length === others.length && members.every(([name, value], i) => others[i]?.[0] === name && Object.is(value, others[i][1]));
}

function fieldIn(value: unknown): string | undefined {
	const [, plain, , quoted] = (typeof value === 'string' && FIELD.exec(value)) || [];
	return plain ?? quoted;
}

function isFixed(value: unknown): boolean {
	return isSimple(value) && !(typeof value === 'string' && value.startsWith('='));
}

/** What is missing, a date, a list or an object is n8n's affair: it has rules of its own for them. */
function ownValue(item: INodeExecutionData | undefined, field: string): OwnValue {
	if (!item || !Object.hasOwn(item.json, field)) return undefined;
	const value: unknown = item.json[field];
	return isSimple(value) ? { value } : undefined;
}

function isSimple(value: unknown): value is Simple {
	return typeof value === 'string' || typeof value === 'boolean' || value === null || Number.isFinite(value);
}

function isMembers(value: unknown): value is object {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
