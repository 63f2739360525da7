import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { mappedEdits } from '../../../shared/n8n/fields';
import { joinedEdits, moreEdits } from '../../../shared/n8n/moreFields';
import type { ShownFor } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import type { UserMode } from '../../../shared/n8n/user';
import type { FieldEdits } from '../../../shared/provisioning/types';
import { knownFields } from '../../moreFields';
import { ISPRING_MEMBERS, PASSWORD, type ISpringKey } from '../../profile';
import { NAMESPACES } from '../../transport/envelope';

/** How a user can be named at iSpring. */
export const USER_MODES: ReadonlyArray<UserMode<ISpringKey>> = [
	{ by: 'email', label: 'By E-Mail', placeholder: 'e.g. ana@example.com' },
	{ by: 'login', label: 'By Login', placeholder: 'e.g. ana.silva' },
	{ by: 'id', label: 'By ID', placeholder: 'e.g. f29d887c-5cff-11e9-9e6a-0a580af40692' },
];

export const SECRET: ReadonlySet<string> = new Set([PASSWORD]);

/** "Options", with what only SOAP asks. */
export function iSpringOptions(show: ShownFor, more: readonly INodeProperties[] = []): INodeProperties {
	return optionsParameter(show, [
		...more,
		{
			displayName: 'SOAP Namespace',
			name: 'soapNamespace',
			type: 'options',
			noDataExpression: true,
			options: NAMESPACES.map((value) => ({ name: value, value })),
			default: 'http://new.webservice.namespace',
			displayOptions: { show: { '/api': ['soap'] } },
			description: "The namespace of requests. iSpring's pages contradict each other; try the second when the first is not understood.",
		},
	]);
}

/** What item `i` asks for through the columns, "More Fields" and "Fields as JSON". */
export function userEdits(context: IExecuteFunctions, i: number): FieldEdits {
	const parts = [mappedEdits(context, i, knownFields(context, i)), moreEdits(context, i, ISPRING_MEMBERS)];
	return joinedEdits(parts, (name) => name.toLowerCase());
}
