import type { ICredentialDataDecryptedObject, INodeParameters, NodeParameterValueType, ResourceMapperField } from 'n8n-workflow';

import { editorContext } from '../contract/session';
import { chosenCredentials } from '../e2e/templates';
import { startSandbox } from '../sandbox';
import type { NodeRun } from './engine';

/** Columns by node and by what decides on them; the editor asks for them once, too. */
const known = new Map<string, Promise<readonly ResourceMapperField[]>>();

/**
 * The parameters with "Fields" as the editor stores it: with the columns that the node offers, against which n8n looks
 * at the values, and a blank for each column that is shown and not mapped. What is not mapped is not mandatory, as where
 * the editor could not ask the account. A test that gives columns of its own keeps them.
 */
export async function asStored({ node, credential, parameters }: NodeRun): Promise<INodeParameters> {
	const { fields } = parameters;
	if (!isMapping(fields) || fields.schema.length > 0 || parameters.inputFormat === 'scim') return parameters;
	const schema = await columnsOf(node, credential, parameters);
	const given = fields.value ?? {};
	const columns = schema.map((column) => (column.id in given ? column : { ...column, required: false }));
	const blank = columns.filter(({ id, removed }) => !removed && !(id in given)).map(({ id }) => [id, null] as const);
	const value = fields.mappingMode === 'defineBelow' ? { ...given, ...Object.fromEntries(blank) } : fields.value;
	const stored = { ...fields, value, schema: columns, attemptToConvertTypes: false, convertFieldsToString: false };
	return { ...parameters, fields: JSON.parse(JSON.stringify(stored)) as INodeParameters };
}

type Mapping = INodeParameters & Readonly<{ mappingMode: string; value: INodeParameters | null; schema: readonly unknown[] }>;

function isMapping(fields: NodeParameterValueType | undefined): fields is Mapping {
	return typeof fields === 'object' && fields !== null && 'schema' in fields && Array.isArray(fields.schema);
}

async function columnsOf(
	node: NodeRun['node'],
	credential: NodeRun['credential'],
	parameters: INodeParameters,
): Promise<readonly ResourceMapperField[]> {
	const { operation, api, authentication } = parameters;
	const key = JSON.stringify([node.description.name, credential?.type.name, operation, api, authentication]);
	const columns = known.get(key) ?? askedFor(node, credential, parameters);
	known.set(key, columns);
	return await columns;
}

/** Asked of a sandbox of its own: the editor's requests are none of the run's. */
async function askedFor(
	node: NodeRun['node'],
	credential: NodeRun['credential'],
	parameters: INodeParameters,
): Promise<readonly ResourceMapperField[]> {
	const ask = node.methods?.resourceMapping?.getUserFields;
	if (!ask || !credential) return [];
	const sandbox = await startSandbox();
	try {
		const data = chosenCredentials(sandbox).find(({ type }) => type === credential.type.name)?.data;
		const { fields } = await ask.call(editorContext(credential.type, (data ?? {}) as ICredentialDataDecryptedObject, parameters));
		return fields;
	} finally {
		await sandbox.close();
	}
}
