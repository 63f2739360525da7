import { unsentOf } from '../../nodes/shared/http/readOnly';
import { breaking } from '../../nodes/shared/provisioning/breaker';
import { creatingOrUpdating, updating } from '../../nodes/shared/provisioning/userOperation';
import type { GuardLimits } from '../../nodes/shared/provisioning/guard';
import type { Ask } from '../../nodes/shared/provisioning/provision';
import { fromSnapshot, takeSnapshot, textsOfAsks } from '../../nodes/shared/provisioning/snapshot';
import type { LeaverRules } from '../../nodes/shared/provisioning/leavers';
import { carryOutSync, planSync, type SyncPlan, type Synced } from '../../nodes/shared/provisioning/sync';
import { newcomer, type Wish } from './arbitraryPeople';
import type { Doc, InMemoryDirectory, MemoryKey } from './inMemoryDirectory';
import { NO_LIMITS, PLAIN_RULES, PLAIN_WORDING, UNREPEATED } from './provisioned';

export type SyncSetting = Readonly<{
	missing: 'create' | 'report';
	leavers: LeaverRules<Doc>['then'];
	/** Leavers are looked for in this department alone. */
	department?: string;
	limits?: GuardLimits;
	stopAtFailure?: boolean;
	preview?: boolean;
	/** With the breaker, as in the nodes. */
	careful?: boolean;
}>;

export type SyncRun = Readonly<{ plan: SyncPlan<Wish, Doc>; synced: Synced<Doc> }>;

/** One run of Sync Users, from the list to the outcomes. */
export async function sync(directory: InMemoryDirectory, asks: ReadonlyArray<Ask<Wish>>, setting: SyncSetting): Promise<SyncRun> {
	const { missing, leavers, department, limits = NO_LIMITS, stopAtFailure = false, preview = false, careful = false } = setting;
	const snapshot = await takeSnapshot<MemoryKey, undefined, Doc>(directory, undefined, {
		keys: ['id', 'email', 'externalId'],
		texts: textsOfAsks(asks, PLAIN_RULES.identifies),
		named: new Map(),
		identifies: PLAIN_RULES.identifies,
		leavers: {
			then: leavers,
			inScope: ({ fields }) => department === undefined || fields.get('department') === department,
			whyKept: directory.whyProtected,
		},
		personOf: PLAIN_WORDING.personOf,
		...(leavers === 'deactivate' ? { keeping: directory.inOutline } : {}),
	});
	const listed = { ...directory, ...fromSnapshot(directory, snapshot) };
	const bare = missing === 'create' ? creatingOrUpdating(listed, newcomer, UNREPEATED) : updating(listed);
	const operation = careful ? breaking(bare) : bare;
	const plan = await planSync(operation, asks, {
		snapshot,
		concurrency: 4,
		keyText: ({ key }) => `${key.by}:${directory.normalKey(key)}`,
		identifies: PLAIN_RULES.identifies,
		label: (field) => field,
		find: async ({ by, value }) => (by === 'email' || by === 'id' ? await listed.find({ by, value }, undefined) : []),
	});
	const synced = await carryOutSync(operation, plan, {
		...(leavers === 'deactivate' ? { deactivate: async (leaver) => await directory.setActive(leaver, false) } : {}),
		concurrency: 4,
		stopAtFailure,
		guard: { limits, rules: PLAIN_RULES, wording: PLAIN_WORDING },
		...(preview ? { preview: unsentOf } : {}),
	});
	return { plan, synced };
}
