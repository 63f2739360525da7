import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { HighQPublisherApi } from '../../credentials/HighQPublisherApi.credentials';
import { HighQPublisher } from '../../nodes/HighQPublisher/HighQPublisher.node';
import type { Sandbox } from '../sandbox';
import { runNode, type NodeResult } from './engine';
import { checkPreview } from './previews';

export type HighQRun = Readonly<{
	items?: readonly IDataObject[];
	/** Columns of the parameter "Fields". */
	fields?: Readonly<Record<string, string>>;
	parameters?: INodeParameters;
	continues?: boolean;
}>;

/** Runs one operation of the HighQ Publisher node in n8n's engine against the sandbox. */
export async function runHighQ(
	{ urls, secrets: { highq } }: Sandbox,
	[resource, operation]: readonly [string, string],
	{ items = [{}], fields = {}, parameters = {}, continues = false }: HighQRun = {},
): Promise<NodeResult> {
	const { accessToken, refreshToken, clientId, clientSecret } = highq;
	return await runNode({
		node: new HighQPublisher(),
		credential: { type: new HighQPublisherApi(), data: { baseUrl: urls.highq, accessToken, refreshToken, clientId, clientSecret } },
		items,
		parameters: {
			resource,
			operation,
			fields: { mappingMode: 'defineBelow', value: fields, matchingColumns: [], schema: [] },
			...parameters,
		},
		...(continues ? { onError: 'continueRegularOutput' as const } : {}),
	});
}

export function jsonOf({ outputs }: NodeResult): IDataObject[] {
	return (outputs[0] ?? []).map(({ json }) => json);
}

/** The input item of each output item. */
export function pairsOf({ outputs }: NodeResult): unknown[] {
	return (outputs[0] ?? []).map(({ pairedItem }) => Object(pairedItem).item);
}

/** A resource locator by ID, from the item's own member. */
export function byId(member: string): INodeParameters {
	return { __rl: true, mode: 'id', value: `={{ $json.${member} }}` };
}

/** What only the sandbox's users and records have: a preview shows what HighQ documents. */
const INVENTED = new Set(['practicegroups', 'relationshipscore', 'legacykey', 'lastlogindate', 'ifpartner', 'retiredon', 'partnercode']);

/** {@link checkPreview} without members that the sandbox made up. */
export function checkHighQPreview(resource: string, operation: string, result: NodeResult): void {
	checkPreview('HighQPublisher', resource, operation, jsonOf(result).map(documented));
}

function documented(json: IDataObject): IDataObject {
	const own = Object.entries(json).filter(([name]) => !INVENTED.has(name));
	return Object.fromEntries(own.map(([name, value]) => [name, isMembers(value) ? documented(value) : value]));
}

function isMembers(value: IDataObject['x']): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
