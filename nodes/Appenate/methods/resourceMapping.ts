import type { ResourceMapperFields } from 'n8n-workflow';

import { columns } from '../../shared/n8n/fields';
import { APPENATE_FIELDS } from '../profile';

/** The columns of the parameter "Fields". */
export async function getUserFields(): Promise<ResourceMapperFields> {
	return columns(APPENATE_FIELDS);
}
