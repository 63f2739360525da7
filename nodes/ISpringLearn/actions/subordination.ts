import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { invalid } from '../../shared/failure';
import { isJsonObject, scalarText, type Json } from '../../shared/json/json';
import { recordOf, toText } from '../../shared/fields/values';
import type { ShownFor } from '../../shared/n8n/parameters/options';
import { keyOfMode, userParameter } from '../../shared/n8n/parameters/user';
import type { Edit, FieldEdits, FieldName, FieldValue } from '../../shared/provisioning/types';
import type { NamedUsers } from '../user/namedUsers';
import { USER_MODES } from './userModes';

type Superior = Readonly<{
	property: 'subordination' | 'coSubordination';
	displayName: string;
	person: Readonly<{ displayName: string; name: string }>;
}>;

/** iSpring calls the functional manager's the co-subordination. */
const SUPERIORS: readonly Superior[] = [
	{ property: 'subordination', displayName: 'Supervisor', person: { displayName: 'Supervisor User', name: 'supervisor' } },
	{
		property: 'coSubordination',
		displayName: 'Functional Manager',
		person: { displayName: 'Functional Manager User', name: 'functionalManager' },
	},
];

/** The user to report to, chosen as any user is. */
function personParameter({ property, person }: Superior, show: ShownFor): INodeProperties {
	return {
		...userParameter(USER_MODES, show, 'The user to report to'),
		...person,
		default: { mode: 'list', value: '' },
		displayOptions: { show: { ...show, [property]: ['manual'] } },
	};
}

const LEFT = 'keep';

/** "Supervisor" and "Functional Manager", each with the person where one is named. */
export function subordinationParameters(show: ShownFor): INodeProperties[] {
	return SUPERIORS.flatMap((superior): INodeProperties[] => [
		{
			displayName: superior.displayName,
			name: superior.property,
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
		personParameter(superior, show),
	]);
}

/** @throws FailureError `invalid` when nothing is to change, or a person is missing */
export function subordinationEdits(context: IExecuteFunctions, i: number): FieldEdits {
	const edits = SUPERIORS.flatMap(({ property, displayName, person }): Array<[FieldName, Edit]> => {
		const subordinationType = toText(displayName, context.getNodeParameter(property, i, LEFT));
		if (subordinationType === LEFT) return [];
		const supervisor = subordinationType === 'manual' ? personOf(context, i, person) : {};
		return [[property, { set: { subordinationType, ...supervisor } }]];
	});
	if (edits.length > 0) return new Map(edits);
	throw invalid('Supervisor', 'Supervisor and Functional Manager are both set to Leave as Is', 'Choose another value for one of them.');
}

/** An ID goes as it is; what else names somebody is kept with its kind until it is looked up. */
function personOf(context: IExecuteFunctions, i: number, { displayName, name }: Superior['person']): Readonly<Record<string, string>> {
	const given: unknown = context.getNodeParameter(name, i, '');
	const located = typeof given === 'object' && given !== null ? recordOf(given) : { mode: 'id', value: given };
	const { by, value } = keyOfMode(displayName, located, USER_MODES);
	return by === 'id' ? { supervisorId: value } : { supervisorId: value, [NAMED_BY]: by };
}

const NAMED_BY = 'namedBy';

/** The same with IDs in place of email addresses and logins. @throws FailureError `notFound` or `ambiguous` */
export async function withSuperiorIds(edits: FieldEdits, idsOf: NamedUsers): Promise<FieldEdits> {
	const named = [...edits].map(async ([property, edit]): Promise<[FieldName, Edit]> => {
		if (edit === 'clear' || !isNamed(edit.set)) return [property, edit];
		const { supervisorId = '' } = edit.set;
		const rest = Object.fromEntries(Object.entries(edit.set).filter(([name]) => name !== NAMED_BY));
		const label = SUPERIORS.find((one) => one.property === property)?.person.displayName ?? property;
		const [id = ''] = await idsOf([toText(label, supervisorId)], label);
		return [property, { set: { ...rest, supervisorId: id } }];
	});
	return new Map(await Promise.all(named));
}

function isNamed(value: FieldValue): value is Readonly<{ [name: string]: FieldValue }> {
	return typeof value === 'object' && NAMED_BY in value;
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
