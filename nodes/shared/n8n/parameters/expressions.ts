import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { invalid } from '../../failure';
import { recordOf } from '../../fields/values';

/** An expression as people type it: what stands in the brackets reads something of n8n's. */
const EXPRESSION = /\{\{[^{}]*\$[a-z_(][\s\S]*?\}\}/i;

/**
 * Refuses a fixed value that holds an expression: n8n takes it for a text, and it would be written as it stands.
 * @param description the parameters of the operation, by which the one with the text is named
 * @throws FailureError `invalid` naming the parameter or the column
 */
export function assertEvaluated(context: IExecuteFunctions, description: readonly INodeProperties[]): void {
	const { parameters } = context.getNode();
	const columns = columnLabels(parameters.fields);
	for (const [path, value] of textsIn(parameters)) {
		const [expression] = value.startsWith('=') ? [] : (EXPRESSION.exec(value) ?? []);
		if (expression === undefined) continue;
		const [first, , column = ''] = path;
		const label = (first === 'fields' ? columns.get(column) : undefined) ?? labelIn(description, path) ?? path.at(-1) ?? '';
		throw invalid(
			label,
			`${label} holds an expression that was not evaluated: ${expression}`,
			'Change the parameter from Fixed to Expression.',
		);
	}
}

/** Tells whether an expression of the node reads a property of the item: `$json.email`, `$json["E-mail"]`. */
export function readIn(context: IExecuteFunctions): (property: string) => boolean {
	const expressions = textsIn(context.getNode().parameters).flatMap(([, text]) => (text.startsWith('=') ? [text] : []));
	const known = new Map<string, boolean>();
	return (property) => {
		const literal = property.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
		const reading = new RegExp(`json\\s*\\??\\.\\s*${literal}(?![\\w$])|\\[\\s*(["'\`])${literal}\\1\\s*\\]`);
		const isRead = known.get(property) ?? expressions.some((expression) => reading.test(expression));
		known.set(property, isRead);
		return isRead;
	};
}

/** Every text among the parameters, under the names that lead to it; a locator's value under those of the parameter. */
function textsIn(value: unknown, path: readonly string[] = []): ReadonlyArray<readonly [path: readonly string[], text: string]> {
	if (typeof value === 'string') return [[path, value]];
	if (Array.isArray(value)) return value.flatMap((one) => textsIn(one, path));
	const parameters = recordOf(value);
	const isLocator = '__rl' in parameters || 'mode' in parameters;
	return Object.entries(parameters)
		.filter(([own]) => own !== 'schema' && !own.startsWith('cachedResult'))
		.flatMap(([own, one]) => textsIn(one, own === 'value' && isLocator ? path : [...path, own]));
}

function columnLabels(fields: unknown): ReadonlyMap<string, string> {
	const { schema } = recordOf(fields);
	const columns = Array.isArray(schema) ? schema.map(recordOf) : [];
	return new Map(columns.map(({ id, displayName }) => [String(id), String(displayName ?? id)]));
}

/** The label of the last parameter on a path through collections and their groups. */
function labelIn(properties: readonly unknown[], [name, ...within]: readonly string[]): string | undefined {
	const found = properties.map(recordOf).filter((one) => one.name === name);
	const inner = found.flatMap(({ options, values }) =>
		[options, values].flatMap((list): readonly unknown[] => (Array.isArray(list) ? list : [])),
	);
	const label = found.find(({ displayName }) => typeof displayName === 'string')?.displayName;
	return (within.length > 0 ? labelIn(inner, within) : undefined) ?? (typeof label === 'string' ? label : undefined);
}
