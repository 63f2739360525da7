import type { IExecuteFunctions } from 'n8n-workflow';

/** A parameter as the node stores it: whether it is there, and whether it is the same for every item. */
type Stored = Readonly<{ isSet: boolean; isSame: boolean }>;

/**
 * The same execution, in which the platform resolves each parameter once: one without an expression for all items, any
 * other for each item. Resolving takes more time than all else that an item without a change needs. What an item gives is
 * kept until another item is read, so that the items of a large execution are not kept twice.
 */
export function resolvedOnce(context: IExecuteFunctions): IExecuteFunctions {
	const node = context.getNode();
	const stored = new Map<string, Stored>();
	const ofAll = new Map<string, unknown>();
	const ofOne = { i: 0, values: new Map<string, unknown>() };

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
		if (!values.has(key)) values.set(key, context.getNodeParameter(name, i, usual, options));
		return values.get(key);
	};
	return Object.create(context, { getNode: { value: () => node }, getNodeParameter: { value: getNodeParameter } }) as IExecuteFunctions;
}

function look(context: IExecuteFunctions, name: string): Stored {
	const raw: unknown = context.getNodeParameter(name, 0, null, { rawExpressions: true });
	return { isSet: raw !== null, isSame: !holdsExpression(raw) };
}

function holdsExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	return typeof value === 'object' && value !== null && Object.values(value).some(holdsExpression);
}
