import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { clearableFields } from '../../shared/n8n/emptyValues';
import { AXERO_FIELDS } from '../profile';
import { siteFields } from './resourceMapping';

/** Behind "Fields to Clear": the usual labels, and those that the site shows of the credential's own user. */
export async function getClearableFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return clearableFields([...AXERO_FIELDS, ...(await siteFields(this))]);
}
