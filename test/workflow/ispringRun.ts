import type { ICredentialDataDecryptedObject, IDataObject, INode } from 'n8n-workflow';

import { ISpringLearnApi } from '../../credentials/ISpringLearnApi.credentials';
import { ISpringLearn } from '../../nodes/ISpringLearn/ISpringLearn.node';
import type { Sandbox } from '../sandbox';
import { steadyUuid } from '../sandbox/people';
import { runNode, type NodeResult } from './engine';

export const ANA = 'ana.silva@example.test';
export const SEAN = 'sean.obrien@example.test';
/** The IDs of the people of the sandbox, the first of whom is Ana. */
export const userId = (number: number): string => steadyUuid(`ispring user ${number}`);
export const byEmail = { __rl: true, mode: 'email', value: '={{ $json.email }}' };
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });
export const mapped = (value: IDataObject) => ({ mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] });

export type Run = Readonly<{
	operation: string;
	resource?: string;
	items: readonly IDataObject[];
	onError?: NonNullable<INode['onError']>;
}>;

export function accountOf({ urls, secrets: { ispring } }: Sandbox): ICredentialDataDecryptedObject {
	const { accountUrl, email, password } = ispring;
	return {
		region: 'custom',
		baseUrl: urls.ispring,
		legacyBaseUrl: urls.ispringLegacy,
		soapUrl: urls.ispringSoap,
		accountUrl,
		email,
		password,
		api: 'all',
	};
}

/** The node in n8n's engine, by REST with an account unless the parameters say otherwise. */
export async function runISpring(
	sandbox: Sandbox,
	{ operation, resource = 'user', items, onError }: Run,
	parameters: IDataObject = {},
): Promise<NodeResult> {
	return await runNode({
		node: new ISpringLearn(),
		credential: { type: new ISpringLearnApi(), data: accountOf(sandbox) },
		parameters: JSON.parse(JSON.stringify({ api: 'rest', authentication: 'account', resource, operation, ...parameters })),
		items,
		...(onError ? { onError } : {}),
	});
}

/** The items of the first output and the input item that each is paired with. */
export function outputOf({ outputs, error }: NodeResult): { json: IDataObject[]; from: unknown[] } {
	if (error) throw new Error(`${error.message} ${error.description ?? ''}`);
	const items = outputs[0] ?? [];
	return {
		json: items.map(({ json }) => json),
		from: items.map(({ pairedItem }) => (typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : pairedItem)),
	};
}

/** What went over the line, as method, path and JSON body. */
export function sentTo(sandbox: Sandbox): ReadonlyArray<readonly [string, unknown]> {
	return sandbox
		.writes('ispring-rest')
		.map(({ method, path, body }) => [`${method} ${path.replace(/^\/ispring/, '')}`, body === '' ? undefined : JSON.parse(body)] as const);
}
