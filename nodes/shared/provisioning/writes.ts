import { folded } from './keys';
import type { MatchKey, Plan, Write } from './types';

const WRITES: ReadonlySet<Plan['kind']> = new Set<Write['kind']>([
	'create',
	'update',
	'updateUnseen',
	'activate',
	'deactivate',
	'archive',
	'delete',
]);

/** Whether a plan sends something. */
export function isWrite<Doc>(plan: Plan<Doc>): plan is Write<Doc> {
	return WRITES.has(plan.kind);
}

/** What two plans must share to be kept apart: the user's id, or a key where no id is known. */
export function usersOf(plan: Plan): readonly string[] {
	if (plan.kind === 'create') return [plan.key, ...(plan.otherKeys ?? [])].flatMap((key) => (key ? [textOf(key)] : []));
	if (plan.kind === 'updateUnseen') return [textOf(plan.key)];
	return 'current' in plan ? [`id:${plan.current.id}`] : [];
}

function textOf({ by, value }: MatchKey): string {
	return `${by}:${folded(value)}`;
}
