import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { toText } from '../../shared/fields/values';
import type { Ignored } from '../wire/paths';

/** The option for members that HighQ gives otherwise at each read. */
export const ignoredOption: INodeProperties = {
	displayName: 'Ignore Changes In',
	name: 'ignoreChangesIn',
	type: 'string',
	default: '',
	placeholder: 'e.g. img, lastlogindate',
	description:
		'Names of members, separated by commas, that may change between the look-up and the write without being a conflict, such as an image address that is signed anew at each read. A dot leads into a member. What was read last is written back.',
};

/** What item `i` leaves out of the comparison before a write. */
export function ignoredMembers(context: IExecuteFunctions, i: number): Ignored {
	const given: unknown = context.getNodeParameter('options.ignoreChangesIn', i, '');
	const names = Array.isArray(given) ? given : [given ?? ''];
	return names
		.flatMap((name) => toText(ignoredOption.displayName, name).split(','))
		.map((name) => name.trim())
		.filter((name) => name !== '');
}
