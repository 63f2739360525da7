import type { ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';

import { columns } from '../../shared/n8n/fields';
import { NEWCOMER_FIELDS, REQUIRED } from '../newcomer';
import { APPENATE_FIELDS } from '../profile';

/** The columns of the parameter "Fields": a new user has no Status, and can't do without the required ones. */
export async function getUserFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const operation = this.getCurrentNodeParameter('operation');
	if (operation === 'upsert') return columns(NEWCOMER_FIELDS);
	if (operation !== 'create') return columns(APPENATE_FIELDS);
	const { fields } = columns(NEWCOMER_FIELDS);
	return { fields: fields.map((field) => ({ ...field, required: REQUIRED.includes(field.id) })) };
}
