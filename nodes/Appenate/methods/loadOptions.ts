import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { clearableFields } from '../../shared/n8n/emptyValues';
import { APPENATE_FIELDS } from '../profile';
import { keysInUse } from './resourceMapping';

/** Behind "Fields to Clear": the fields that can be emptied, and the metadata keys that a page of users shows. */
export async function getClearableFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return clearableFields([...APPENATE_FIELDS, ...(await keysInUse(this))]);
}
