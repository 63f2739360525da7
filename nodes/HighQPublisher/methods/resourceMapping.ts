import type { ILoadOptionsFunctions, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';

import { columns } from '../../shared/n8n/columns';
import { HIGHQ_FIELDS } from '../profile';

/** What the administration of HighQ wants of a new user. */
const NEEDED: ReadonlySet<string> = new Set(['email', 'firstname', 'lastname']);

/** The columns of the parameter "Fields"; those that a new user needs are marked in Create. */
export async function getUserFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const { fields } = columns(HIGHQ_FIELDS);
	return { fields: this.getCurrentNodeParameter('operation') === 'create' ? fields.map(asNeeded) : fields };
}

function asNeeded(field: ResourceMapperField): ResourceMapperField {
	return NEEDED.has(field.id) ? { ...field, required: true, removed: false } : field;
}
