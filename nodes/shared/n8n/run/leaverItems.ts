import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Failure } from '../../failure';
import type { Leaver, Lookalike } from '../../provisioning/leavers';
import { dataScrub, type ItemResult } from './items';
import { toNodeError, errorMembers } from './errors';
import type { Present } from './outcomes';
import type { Session } from '../session/session';
import { writtenInWords } from './stopped';
import { sentences } from '../../words';

/** A leaver who is only told of. */
export function reported<Doc>({ profile, why }: Leaver<Doc>, { show }: Present<Doc>, said: 'action' | 'status'): ItemResult {
	return {
		kind: 'done',
		json: {
			[said]: 'leaver',
			id: profile.id,
			changes: [],
			warnings: why === undefined ? [] : [`Not deactivated: ${why}`],
			user: show(profile.record),
		},
	};
}

type Left = Readonly<{ leavers: readonly ItemResult[]; before?: readonly ItemResult[] }>;

/**
 * Leavers belong to no item, so nothing is paired.
 * @param left what became of each leaver, and of the items before them
 * @throws NodeApiError | NodeOperationError for the first one who failed, unless the node continues on fail
 */
export function leaverItems(context: IExecuteFunctions, session: Session, { leavers, before = [] }: Left): INodeExecutionData[] {
	const withoutSecrets = dataScrub(session);
	return leavers.map((result) => {
		if (result.kind === 'done') return { json: Array.isArray(result.json) ? {} : withoutSecrets({ ...result.json }) };
		const failure: Failure = result.kind === 'failed' ? result.failure : { kind: 'unexpected', says: 'The leaver was not reached' };
		if (context.continueOnFail()) return { json: errorMembers(toNodeError(context.getNode(), failure, session)) };
		const all = failure.kind === 'guarded' ? undefined : writtenInWords([...before, ...leavers]);
		throw toNodeError(context.getNode(), { ...failure, todo: sentences(failure.todo, all) }, session);
	});
}

/** Somebody whom no user fits, or who could not be made, may be there under another key. */
export function naming(result: ItemResult, alike: Lookalike<unknown> | undefined): ItemResult {
	if (!alike) return result;
	const { profile, field } = alike;
	const says = `User ${profile.id} has the same ${field} and may be the same person`;
	if (result.kind !== 'failed') return warned(result, says);
	const todo = `${says}: find people by a key that does not change, or change it there first.`;
	return { kind: 'failed', failure: { ...result.failure, todo: sentences(result.failure.todo, todo) } };
}

/** An item with one more warning. */
export function warned(result: ItemResult, warning: string): ItemResult {
	if (result.kind !== 'done' || Array.isArray(result.json)) return result;
	const json: IDataObject = { ...result.json };
	const earlier: unknown[] = Array.isArray(json.warnings) ? json.warnings : [];
	return { kind: 'done', json: { ...json, warnings: [...earlier.map(String), warning] } };
}

/** What a preview says of a leaver: what becomes of the newcomers is only seen once they are made. */
export function onlyWith(newcomers: number): string {
	return newcomers === 1
		? 'Only when the one who is missing can be created: whoever has changed the key looks like a newcomer and a leaver'
		: `Only when all ${newcomers} who are missing can be created: whoever has changed the key looks like a newcomer and a leaver`;
}
