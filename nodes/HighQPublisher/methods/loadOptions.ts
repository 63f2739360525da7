import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { clearableFields } from '../../shared/n8n/emptyValues';
import { HIGHQ_FIELDS } from '../profile';

/** Behind "Fields to Clear". */
export async function getClearableFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await Promise.resolve(clearableFields(HIGHQ_FIELDS));
}
