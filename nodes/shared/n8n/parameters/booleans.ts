import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { optionalBoolean, toBoolean } from '../../fields/booleans';

/**
 * What a switch says for item `i`; where an expression gives nothing, its default.
 * @param within the collection that the switch stands in
 * @throws FailureError `invalid`
 */
export function booleanOf(
	context: Pick<IExecuteFunctions, 'getNodeParameter'>,
	i: number,
	{ displayName, name, default: usual }: Pick<INodeProperties, 'displayName' | 'name' | 'default'>,
	within?: 'filters' | 'options',
): boolean {
	const given: unknown = context.getNodeParameter(within === undefined ? name : `${within}.${name}`, i, usual);
	return optionalBoolean(displayName, given) ?? toBoolean(displayName, usual);
}
