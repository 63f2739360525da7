import type { Plan, Write } from './types';

const WRITES: ReadonlySet<Plan['kind']> = new Set<Write['kind']>(['create', 'update', 'updateUnseen', 'activate', 'deactivate', 'archive', 'delete']);

/** Whether a plan sends something. */
export function isWrite<Doc>(plan: Plan<Doc>): plan is Write<Doc> {
	return WRITES.has(plan.kind);
}

/** What two writes must share to be kept apart: the user's id, or the key where no id is known. */
export function userOf(plan: Write): string | undefined {
	if (plan.kind === 'create' || plan.kind === 'updateUnseen') {
		return plan.key && `${plan.key.by}:${plan.key.value.toLowerCase()}`;
	}
	return `id:${plan.current.id}`;
}
