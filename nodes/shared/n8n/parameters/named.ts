import type { IExecuteFunctions } from 'n8n-workflow';

import type { FieldSpec } from '../../fields/spec';
import { fromJson, recordOf } from '../../fields/values';
import { wordingOf } from '../../fields/wording';
import type { MatchKey } from '../../provisioning/types';
import { matchColumns } from './mapped';
import { isScim } from './scim';

/** The key that an item names, where it can be read: what is wrong with it is said where the item is read. */
export function readableKey<By extends MatchKey['by']>(read: () => MatchKey<By>): MatchKey<By> | undefined {
	try {
		return read();
	} catch {
		return undefined;
	}
}

/** What a new user would be known by, where the item's fields can't be read as a whole: an email address, a login or a name. */
export function namedNewcomer(context: IExecuteFunctions, i: number, specs: readonly FieldSpec[]): string | undefined {
	try {
		const { personOf, nameOf } = wordingOf({ specs, secret: new Set() });
		const fields = new Map(
			Object.entries(valuesOf(context, i, specs)).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
		);
		return personOf({ id: '', fields }) || nameOf({ fields });
	} catch {
		return undefined;
	}
}

function valuesOf(context: IExecuteFunctions, i: number, specs: readonly FieldSpec[]): Readonly<Record<string, unknown>> {
	if (isScim(context, i)) return scimNames(recordOf(fromJson('SCIM User', context.getNodeParameter('scimUser', i))), specs);
	const email = specs.find(({ key }) => key === 'email')?.name ?? 'email';
	const above = context.getNodeParameter('email', i, '');
	return { ...columnsOf(context, i, specs), ...(above === '' ? {} : { [email]: above }) };
}

function columnsOf(context: IExecuteFunctions, i: number, specs: readonly FieldSpec[]): Readonly<Record<string, unknown>> {
	if (context.getNodeParameter('fields.mappingMode', i, 'defineBelow') !== 'autoMapInputData')
		return recordOf(context.getNodeParameter('fields.value', i, {}, { skipValidation: true }));
	const json = recordOf(context.getInputData()[i]?.json);
	const { columns } = matchColumns(Object.keys(json), specs);
	return Object.fromEntries([...columns].map(([name, column]) => [name, json[column]]));
}

function scimNames(
	{ emails, userName }: Readonly<Record<string, unknown>>,
	specs: readonly FieldSpec[],
): Readonly<Record<string, unknown>> {
	const [first] = Array.isArray(emails) ? emails.map(recordOf) : [];
	const email = specs.find(({ key }) => key === 'email')?.name ?? 'email';
	return { [email]: first?.value ?? userName };
}
