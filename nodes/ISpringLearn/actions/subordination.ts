import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { invalid } from '../../shared/failure';
import { isJsonObject, scalarText, type Json } from '../../shared/json/json';
import { toText } from '../../shared/fields/values';
import { locatorParameter, selectedId, type Located } from '../../shared/n8n/parameters/locator';
import type { ShownFor } from '../../shared/n8n/parameters/options';
import { SEARCH_USERS } from '../../shared/n8n/parameters/user';
import type { Edit, FieldEdits, FieldName, FieldValue } from '../../shared/provisioning/types';

type Superior = Readonly<{ property: 'subordination' | 'coSubordination'; displayName: string; person: Located }>;

const person = (displayName: string, name: string): Located => ({
	displayName,
	name,
	searchListMethod: SEARCH_USERS,
	placeholder: 'e.g. f29d887c-5cff-11e9-9e6a-0a580af40692',
	description: 'The user to report to',
});

/** iSpring calls the functional manager's the co-subordination. */
const SUPERIORS: readonly Superior[] = [
	{ property: 'subordination', displayName: 'Supervisor', person: person('Supervisor User', 'supervisor') },
	{ property: 'coSubordination', displayName: 'Functional Manager', person: person('Functional Manager User', 'functionalManager') },
];

const LEFT = 'keep';

/** "Supervisor" and "Functional Manager", each with the person where one is named. */
export function subordinationParameters(show: ShownFor): INodeProperties[] {
	return SUPERIORS.flatMap(({ property, displayName, person: located }): INodeProperties[] => [
		{
			displayName,
			name: property,
			type: 'options',
			options: [
				{ name: 'Inherit', value: 'inherit', description: 'Inherit from the department above' },
				{ name: 'Leave as Is', value: 'keep' },
				{ name: 'None', value: 'no_supervisor' },
				{ name: 'This User', value: 'manual' },
			],
			default: 'keep',
			description: 'Who to report to',
			displayOptions: { show },
		},
		{ ...locatorParameter(located, show), displayOptions: { show: { ...show, [property]: ['manual'] } } },
	]);
}

/** @throws FailureError `invalid` when nothing is to change, or a person is missing */
export function subordinationEdits(context: IExecuteFunctions, i: number): FieldEdits {
	const edits = SUPERIORS.flatMap(({ property, displayName, person: located }): Array<[FieldName, Edit]> => {
		const subordinationType = toText(displayName, context.getNodeParameter(property, i, LEFT));
		if (subordinationType === LEFT) return [];
		const supervisor = subordinationType === 'manual' ? { supervisorId: selectedId(context, i, located) } : {};
		return [[property, { set: { subordinationType, ...supervisor } }]];
	});
	if (edits.length > 0) return new Map(edits);
	throw invalid('Supervisor', 'Supervisor and Functional Manager are both set to Leave as Is', 'Choose another value for one of them.');
}

/** How a read shows them. */
export function subordinationsOf(record: Readonly<Record<string, Json>>): ReadonlyMap<FieldName, FieldValue> {
	return new Map(
		SUPERIORS.flatMap(({ property }): Array<[FieldName, FieldValue]> => {
			const shown = record[property];
			if (!isJsonObject(shown)) return [];
			const supervisorId = scalarText(shown.supervisorId);
			return [[property, { subordinationType: scalarText(shown.subordinationType) ?? '', ...(supervisorId ? { supervisorId } : {}) }]];
		}),
	);
}
