import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { AxeroApi } from '../../credentials/AxeroApi.credentials';
import { Axero } from '../../nodes/Axero/Axero.node';
import type { Sandbox } from '../sandbox';
import { runNode, type NodeResult } from './engine';

export const ANA = 'ana.silva@example.test';
export const SEAN = 'sean.obrien@example.test';

type Parameters = Readonly<Record<string, unknown>>;
export type RunAxero = (
	parameters: Parameters,
	items: readonly IDataObject[],
	more?: Readonly<{ onError?: 'continueErrorOutput'; timezone?: string }>,
) => Promise<NodeResult>;

/** Runs the node against a sandbox that is there when the test runs. @param withScim whether the credential has a SCIM token */
export function axeroOn(sandbox: () => Sandbox, { withScim = false }: Readonly<{ withScim?: boolean }> = {}): RunAxero {
	return async (parameters, items, { onError, timezone } = {}) =>
		await runNode({
			node: new Axero(),
			credential: {
				type: new AxeroApi(),
				data: {
					baseUrl: sandbox().urls.axero,
					authentication: 'bearer',
					apiKey: sandbox().secrets.axero.bearerToken,
					...(withScim ? { scimToken: sandbox().secrets.axero.scimToken } : {}),
				},
			},
			parameters: JSON.parse(JSON.stringify(parameters)) as INodeParameters,
			items,
			...(onError ? { onError } : {}),
			...(timezone ? { timezone } : {}),
		});
}

export const on =
	(resource: 'user' | 'space' | 'spaceMember') =>
	(operation: string, more: Parameters = {}): Parameters => ({ resource, operation, ...more });
export const locator = (mode: string, value: string) => ({ __rl: true, mode, value });
export const mapped = (value: Readonly<Record<string, string>>) => ({ mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] });
export const THE_USER = { user: locator('email', '={{ $json.email }}') };

export const jsons = ({ outputs }: NodeResult): IDataObject[] => (outputs[0] ?? []).map(({ json }) => json);
export const pairs = ({ outputs }: NodeResult) => (outputs[0] ?? []).map(({ pairedItem }) => pairedItem);
export const onErrorPath = ({ outputs }: NodeResult) => outputs[1] ?? [];
export const TWO = [{ item: 0 }, { item: 1 }];
