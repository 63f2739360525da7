import type { ResourceMapperFields } from 'n8n-workflow';

import { columns } from '../../shared/n8n/fields';
import { HIGHQ_FIELDS } from '../profile';

/** The columns of the parameter "Fields". */
export async function getUserFields(): Promise<ResourceMapperFields> {
	return columns(HIGHQ_FIELDS);
}
