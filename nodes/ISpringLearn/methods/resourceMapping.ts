import type { ILoadOptionsFunctions, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';

import { columns } from '../../shared/n8n/columns';
import type { FieldSpec } from '../../shared/fields/spec';
import { openSession } from '../../shared/n8n/session';
import { isDate } from '../accountFields';
import { isMember, ISPRING_FIELDS, ISPRING_MEMBERS } from '../profile';
import { credentialFor, namespaceOf, protocolOf } from '../protocols';
import type { ProfileField } from '../transport/channel';
import { openChannel } from '../transport/openChannel';

/** The columns of the parameter "Fields": the account's own where they can be looked up, else the standard ones. */
export async function getUserFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	try {
		const account = await fieldsOfAccount(this);
		const { fields } = columns(accountColumns(account));
		return { fields: fields.flatMap((one) => detailed(one, account, this.getCurrentNodeParameter('operation'))) };
	} catch {
		return columns(ISPRING_FIELDS); // without a credential, and for users who may not read the account's settings
	}
}

export async function fieldsOfAccount(context: ILoadOptionsFunctions): Promise<readonly ProfileField[]> {
	const protocol = protocolOf(context.getCurrentNodeParameter('api'));
	const credential = credentialFor(protocol, context.getCurrentNodeParameter('authentication') ?? 'account');
	if (credential === undefined) return [];
	const session = await openSession(context, credential);
	const namespace = namespaceOf(context.getCurrentNodeParameter('options.soapNamespace'));
	return await openChannel(protocol, session, namespace).profileFields();
}

type Column = Pick<ProfileField, 'name' | 'label' | 'type'>;

/** What the account says of a column: a new user needs the mandatory ones, and a country is chosen from its list. */
function detailed(column: ResourceMapperField, account: readonly ProfileField[], operation: unknown): ResourceMapperField[] {
	// Create has a parameter of its own for the department.
	if (operation === 'create' && column.id === 'departmentId') return [];
	const own = isMember(column.id) ? undefined : account.find(({ name }) => name.toLowerCase() === column.id.toLowerCase());
	if (!own) return [column];
	const required = operation === 'create' && own.required;
	const { label, values } = own;
	return [
		{
			...column,
			required,
			...(required ? { removed: false } : {}),
			...(values.length > 0 ? { displayName: label, type: 'options', options: [...values] } : {}),
		},
	];
}

/** Standard fields keep their column name whatever capitals the account uses, so that a mapping survives both. */
export function accountColumns(account: readonly Column[]): readonly FieldSpec[] {
	if (account.length === 0) return ISPRING_FIELDS;
	const own = account.filter(({ name }) => name !== '' && !isMember(name)).map(column);
	return [...own, ...ISPRING_MEMBERS];
}

function column({ name, label, type }: Column): FieldSpec {
	const standard = ISPRING_FIELDS.find((spec) => spec.name === name.toLowerCase());
	const hint = type.toLowerCase() === 'country' ? ' (Number)' : '';
	return {
		name: standard?.name ?? name,
		label: label + hint,
		type: isDate({ type }) ? 'date' : 'text',
		...(standard?.key ? { key: standard.key } : {}),
		...(standard?.common ? { common: true } : {}),
		...(standard?.clearable === false ? { clearable: false } : {}),
	};
}
