import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { isSameReading, ownReader, type OwnReader } from './itemFields';

/**
 * A parameter as the node stores it: whether it is there, whether it is the same for every item, and what reads it from an
 * item where its expressions only name fields.
 */
type Stored = Readonly<{ isSet: boolean; isSame: boolean; own: OwnReader | undefined }>;

/**
 * The same execution, in which the platform resolves each parameter once: one without an expression for all items, any
 * other for each item. Resolving takes more time than all else that an item without a change needs. What an item gives is
 * kept until another item is read, so that the items of a large execution are not kept twice.
 *
 * Expressions that only name fields of the item are read from it, once the platform was seen to give the same for an item: what
 * it refuses, or has another meaning for, it is asked for every time.
 * @param items by which the platform resolves expressions; none where that is not known
 */
export function resolvedOnce(context: IExecuteFunctions, items: readonly INodeExecutionData[] = []): IExecuteFunctions {
	const stored = new Map<string, Stored>();
	const ofAll = new Map<string, unknown>();
	const ofOne = { i: 0, values: new Map<string, unknown>() };
	/** Parameters for which an item's own fields are what the platform gives. */
	const proven = new Set<string>();

	const storedAs = (name: string): Stored => {
		const known = stored.get(name) ?? look(context, name);
		stored.set(name, known);
		return known;
	};
	const valuesOf = (i: number): Map<string, unknown> => {
		if (ofOne.i !== i) {
			ofOne.i = i;
			ofOne.values.clear();
		}
		return ofOne.values;
	};
	const getNodeParameter = (name: string, i: number, usual?: unknown, options?: object): unknown => {
		const { isSet, isSame } = storedAs(name);
		const values = isSame ? ofAll : valuesOf(i);
		const key = JSON.stringify([name, options, isSet ? undefined : usual]);
		if (!values.has(key)) values.set(key, valueOf(name, i, usual, options));
		return values.get(key);
	};
	const valueOf = (name: string, i: number, usual?: unknown, options?: object): unknown => {
		const own = isReadAsItStands(name, options) ? storedAs(name).own?.(items[i]) : undefined;
		if (own && proven.has(name)) return own.value;
		const value: unknown = context.getNodeParameter(name, i, usual, options);
		if (own && isSameReading(value, own.value)) proven.add(name);
		return value;
	};
	return Object.create(context, { getNodeParameter: { value: getNodeParameter } }) as IExecuteFunctions;
}

/** The same execution, in which the platform copies the node once: its columns make it large. */
export function copiedOnce(context: IExecuteFunctions): IExecuteFunctions {
	const node = context.getNode();
	return Object.create(context, { getNode: { value: () => node } }) as IExecuteFunctions;
}

function look(context: IExecuteFunctions, name: string): Stored {
	const raw: unknown = context.getNodeParameter(name, 0, null, { rawExpressions: true });
	const isSame = !holdsExpression(raw);
	return { isSet: raw !== null, isSame, own: isSame ? undefined : ownReader(raw) };
}

/** Whether the platform neither checks nor converts what it resolved: it looks at members of mapped columns and of collections. */
function isReadAsItStands(name: string, options: object = {}): boolean {
	const [only, ...others] = Object.keys(options);
	return only === undefined ? !name.includes('.') : only === 'skipValidation' && others.length === 0;
}

function holdsExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	return typeof value === 'object' && value !== null && Object.values(value).some(holdsExpression);
}
