import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../sandbox';
import { runNode, type NodeResult } from './engine';
import { WAYS, type Way } from './ways';

/** A way on which whole sets of people are synchronised. */
export type SyncWay = Way &
	Readonly<{
		/** Everybody's e-mail address and text field, as the vendor has them. */
		people: (sandbox: Sandbox) => ReadonlyArray<Readonly<{ email: string; text: string }>>;
		/** The most requests that listing this many users may take. */
		pages: (users: number) => number;
		/** Changes another field of somebody behind the node's back, and reads it. */
		elsewhere: Readonly<{ change: (sandbox: Sandbox, email: string) => void; stored: (sandbox: Sandbox, email: string) => string }>;
		/** The parameters of a way to make new users, beside Fields; none where the vendor makes no users by this API. */
		creates?: Readonly<{ fields: INodeParameters; parameters: INodeParameters }>;
		/** How leavers are deactivated; none where the vendor can not. */
		deactivates?: Readonly<{ options: INodeParameters; isActive: (sandbox: Sandbox, email: string) => boolean }>;
		/** Whether writing takes the whole record along, so that another change could be lost. */
		merges: boolean;
	}>;

const way = (title: string): Way => {
	const found = WAYS.find((one) => one.title === title);
	if (!found) throw new Error(`There is no way ${title}`);
	return found;
};

const highq = (format: 'JSON' | 'XML'): SyncWay => ({
	...way(`HighQ Publisher (${format})`),
	people: (sandbox) => sandbox.people('highq').map(({ email, bio }) => ({ email, text: String(bio ?? '') })),
	pages: (users) => Math.ceil(users / 200),
	elsewhere: {
		change: (sandbox, email) =>
			sandbox.edit('highq', email, (user) => {
				user.phone = 'changed elsewhere';
			}),
		stored: (sandbox, email) => String(sandbox.person('highq', email).phone ?? ''),
	},
	creates: { fields: { firstname: 'New', lastname: '={{ $json.email }}' }, parameters: {} },
	deactivates: { options: { neverDeactivate: 'ana.silva@example.test' }, isActive: (sandbox, email) => sandbox.person('highq', email).status === 'active' },
	merges: true,
});

export const SYNC_WAYS: readonly SyncWay[] = [highq('JSON'), highq('XML')];

export type Asked = Readonly<{ items: readonly IDataObject[]; parameters?: INodeParameters; options?: INodeParameters; fields?: INodeParameters; continues?: boolean; maxTries?: number; operation?: string }>;

/** Runs an operation over people: items have `email` and `text`. */
export async function runSync(sandbox: Sandbox, { node, credential, data, protocol, text }: SyncWay, { items, parameters = {}, options = {}, fields = {}, continues = false, maxTries, operation = 'sync' }: Asked): Promise<NodeResult> {
	const { options: ofProtocol = {}, ...chosen } = protocol;
	return await runNode({
		node: node(),
		credential: { type: credential(), data: data(sandbox) },
		items,
		parameters: {
			resource: 'user',
			operation,
			user: { __rl: true, mode: 'email', value: '={{ $json.email }}' },
			fields: { mappingMode: 'defineBelow', value: { [text]: '={{ $json.text }}', ...fields }, matchingColumns: [], schema: [] },
			...chosen,
			...parameters,
			options: { ...(typeof ofProtocol === 'object' ? ofProtocol : {}), ...options },
		},
		...(continues ? { onError: 'continueRegularOutput' as const } : {}),
		...(maxTries === undefined ? {} : { maxTries }),
	});
}

export function jsonOf({ outputs }: NodeResult): IDataObject[] {
	return (outputs[0] ?? []).map(({ json }) => json);
}

/** How many items came out with each action. */
export function actionsOf(result: NodeResult): Readonly<Record<string, number>> {
	const counts: Record<string, number> = {};
	for (const json of jsonOf(result)) {
		const action = String(json.action ?? json.status ?? 'error');
		counts[action] = (counts[action] ?? 0) + 1;
	}
	return counts;
}
