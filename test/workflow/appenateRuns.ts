import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { AppenateApi } from '../../credentials/AppenateApi.credentials';
import { Appenate } from '../../nodes/Appenate/Appenate.node';
import type { Sandbox } from '../sandbox';
import { runNode, type NodeResult } from './engine';
import { who } from './offered';

export type Run = Readonly<{
	parameters: INodeParameters;
	items?: readonly IDataObject[];
	onError?: 'continueRegularOutput' | 'continueErrorOutput';
}>;

/** Runs the Appenate node against the sandbox, as a workflow would. */
export async function runAppenate(sandbox: Sandbox, { parameters, items = [{}], onError }: Run): Promise<NodeResult> {
	const { companyId, integrationKey } = sandbox.secrets.appenate;
	const data = { service: 'custom', baseUrl: sandbox.urls.appenate, companyId, apiKey: integrationKey };
	return await runNode({
		node: new Appenate(),
		credential: { type: new AppenateApi(), data },
		parameters,
		items,
		...(onError ? { onError } : {}),
	});
}

const EMAIL = { __rl: true, mode: 'email', value: '={{ $json.email }}' };
export const BY_EMAIL: INodeParameters = { user: EMAIL };
export const byEmail = (operation: string): INodeParameters => who(operation, EMAIL);

export function mapped(value: INodeParameters): INodeParameters {
	return { fields: { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] } };
}

export function outputOf(result: NodeResult): readonly INodeExecutionData[] {
	if (result.error) throw new Error(result.error.message);
	return result.outputs[0] ?? [];
}

export function jsonOf(result: NodeResult): IDataObject[] {
	return outputOf(result).map(({ json }) => json);
}

export function pairsOf(result: NodeResult): unknown[] {
	return outputOf(result).map(({ pairedItem }) => pairedItem);
}
