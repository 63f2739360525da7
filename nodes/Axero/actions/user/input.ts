import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { FieldSpec } from '../../../shared/n8n/columns';
import { mappedEdits } from '../../../shared/n8n/mapped';
import { fromJson } from '../../../shared/n8n/values';
import { joinedEdits, moreEdits, moreFieldsParameters } from '../../../shared/n8n/moreFields';
import type { ShownFor } from '../../../shared/n8n/operations';
import { inputEdits, inputParameters, whileFields } from '../../../shared/n8n/scim';
import type { FieldEdits } from '../../../shared/provisioning/types';
import { readScim } from '../../../shared/scim/read';
import type { ScimTable } from '../../../shared/scim/table';
import { knownFields, MORE_LABELS } from '../../moreFields';
import { AXERO_FIELDS } from '../../profile';
import { AXERO_SCIM } from '../../scim';

/** How a person's fields are given: as columns and further labels, or as a SCIM user. */
export function axeroInput(show: ShownFor, notice?: string): INodeProperties[] {
	return [...inputParameters(show, notice), ...moreFieldsParameters(whileFields(show), MORE_LABELS)];
}

/**
 * What item `i` asks for, in whichever form it is given.
 * @param standard the columns that this operation offers
 * @throws FailureError `invalid`
 */
export function axeroEdits(context: IExecuteFunctions, i: number, standard: readonly FieldSpec[] = AXERO_FIELDS): FieldEdits {
	const specs = knownFields(context, i, AXERO_FIELDS);
	return inputEdits(context, i, {
		specs,
		table: AXERO_SCIM,
		fields: () => {
			const more = moreEdits(context, i, specs);
			return joinedEdits([mappedEdits(context, i, knownFields(context, i, standard), { beside: more.length > 0 }), more]);
		},
	});
}

const ACTIVE: ScimTable = [{ path: 'active', field: 'active' }];

/** Says once which SCIM users are not active any more: what keeps somebody out is Axero's SCIM service, not the REST API. */
export function hintInactive(context: IExecuteFunctions): void {
	if (context.getNodeParameter('inputFormat', 0, 'fields') !== 'scim') return;
	const inactive = context.getInputData().flatMap((_item, i) => (isInactive(context, i) ? [i] : []));
	if (inactive.length === 0) return;
	context.addExecutionHints({
		type: 'warning',
		location: 'outputPane',
		message: `SCIM says of ${inactive.length === 1 ? 'item' : 'items'} ${inactive.join(', ')} that the user is not active. Axero keeps people out by its SCIM service only, which this node does not use yet: deactivate them in Axero.`,
	});
}

function isInactive(context: IExecuteFunctions, i: number): boolean {
	try {
		return readScim(fromJson('SCIM User', context.getNodeParameter('scimUser', i)), ACTIVE).values.get('active') === false;
	} catch {
		return false; // what is wrong with the item is said where it is read
	}
}
