import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	INodeParameters,
	INodeType,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { AppenateApi } from '../../credentials/AppenateApi.credentials';
import { AxeroApi } from '../../credentials/AxeroApi.credentials';
import { HighQPublisherApi } from '../../credentials/HighQPublisherApi.credentials';
import { ISpringLearnApi } from '../../credentials/ISpringLearnApi.credentials';
import { Appenate } from '../../nodes/Appenate/Appenate.node';
import { Axero } from '../../nodes/Axero/Axero.node';
import { HighQPublisher } from '../../nodes/HighQPublisher/HighQPublisher.node';
import { ISpringLearn } from '../../nodes/ISpringLearn/ISpringLearn.node';
import { editorContext } from '../contract/session';
import { chosenCredentials } from '../e2e/templates';
import type { WorkflowJson } from '../e2e/n8n';
import { freshSandbox } from '../freshSandbox';

const VENDORS: Readonly<Record<string, readonly [INodeType, ICredentialType]>> = {
	axero: [new Axero(), new AxeroApi()],
	appenate: [new Appenate(), new AppenateApi()],
	highQPublisher: [new HighQPublisher(), new HighQPublisherApi()],
	iSpringLearn: [new ISpringLearn(), new ISpringLearnApi()],
};

type Stored = WorkflowJson['nodes'][number] & Readonly<{ type: string; parameters: INodeParameters }>;
type Mapping = Readonly<{ schema: readonly ResourceMapperField[] }>;

const WORKFLOWS = path.resolve(__dirname, '../../workflows');
const mappings = ['demo', 'templates'].flatMap((folder) =>
	readdirSync(path.join(WORKFLOWS, folder))
		.filter((file) => /^\d/.test(file))
		.flatMap((file) => {
			const { nodes } = JSON.parse(readFileSync(path.join(WORKFLOWS, folder, file), 'utf8')) as Readonly<{ nodes: readonly Stored[] }>;
			return nodes.flatMap((node) => {
				const vendor = VENDORS[node.type.split('.').at(-1) ?? ''];
				return vendor && node.parameters.fields
					? [{ file, name: node.name, vendor, parameters: node.parameters, schema: (node.parameters.fields as unknown as Mapping).schema }]
					: [];
			});
		}),
);

const sandbox = freshSandbox();

/** What the editor is given when it asks the node for its columns, as it does when the node is opened. */
async function offered(
	[node, credential]: readonly [INodeType, ICredentialType],
	parameters: INodeParameters,
): Promise<ResourceMapperFields> {
	const data = chosenCredentials(sandbox).find(({ type }) => type === credential.name)?.data as ICredentialDataDecryptedObject;
	const context = editorContext(credential, data, parameters);
	return (await node.methods?.resourceMapping?.getUserFields?.call(context)) ?? { fields: [] };
}

/** A column that is not sent is removed, which is the workflow's own choice. */
const column = ({ removed: _removed, ...rest }: ResourceMapperField) => rest;

describe('the workflows that come with the package', () => {
	it('are all looked at', () => {
		expect(mappings.length).toBeGreaterThan(10);
	});

	it.each(mappings)('show the columns that the node offers, without a warning: $file, $name', async ({ vendor, parameters, schema }) => {
		const { fields } = await offered(vendor, parameters);

		expect(fields.length).toBeGreaterThan(5);
		expect(schema.map(column)).toEqual(fields.map(column));
	});
});
