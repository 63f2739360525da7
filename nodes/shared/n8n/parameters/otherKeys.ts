import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { MatchBy, MatchKey } from '../../provisioning/types';
import { keyOfMode, type UserMode } from './user';

/** The option for keys that are tried after the one under User. */
export function otherKeysOption(modes: ReadonlyArray<UserMode<MatchBy>>): INodeProperties {
	const [first] = modes;
	const usual = first?.by ?? 'email';
	return {
		displayName: 'Further Keys',
		name: 'otherKeys',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Key',
		default: {},
		description:
			'Tried one after another when nobody is found by User. A key without a value is passed over; where several users have one, none of them is touched.',
		options: [
			{
				displayName: 'Key',
				name: 'key',
				values: [
					{
						displayName: 'By',
						name: 'by',
						type: 'options',
						options: modes.map(({ by, label }) => ({ name: label, value: by })),
						default: usual,
					},
					{ displayName: 'Value', name: 'value', type: 'string', default: '', placeholder: first?.placeholder ?? '' },
				],
			},
		],
	};
}

/**
 * The further keys of item `i`, in order.
 * @throws FailureError `invalid` for a value that can't be such a key
 */
export function otherKeysOf<By extends MatchBy>(
	context: IExecuteFunctions,
	i: number,
	modes: ReadonlyArray<UserMode<By>>,
): ReadonlyArray<MatchKey<By>> {
	const rows: unknown = context.getNodeParameter('options.otherKeys.key', i, []);
	return (Array.isArray(rows) ? rows : []).flatMap((row: unknown): Array<MatchKey<By>> => {
		const { by, value }: { by?: unknown; value?: unknown } = typeof row === 'object' && row !== null ? row : {};
		if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) return [];
		return [keyOfMode('Further Keys', { mode: by, value }, modes)];
	});
}
