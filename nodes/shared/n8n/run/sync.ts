import type { INodeExecutionData } from 'n8n-workflow';

import { UsersAtRest } from '../../fields/atRest';
import { inBatches } from '../../provisioning/bounded';
import { breaking } from '../../provisioning/breaker';
import { unsentOf } from '../../http/readOnly';
import type { Leaver, Lookalike } from '../../provisioning/leavers';
import { isWrite } from '../../provisioning/plan';
import type { Ask } from '../../provisioning/provision';
import { fromSnapshot, takeSnapshot, textsOfAsks } from '../../provisioning/snapshot';
import { carryOutSync, planSync, type SyncPlan } from '../../provisioning/sync';
import type { Outcome, Plan } from '../../provisioning/types';
import { updating, type UserOperation } from '../../provisioning/userOperation';
import { withoutUsers } from '../../provisioning/withoutUsers';
import { sentences } from '../../words';
import { assertComplete } from '../parameters/incompleteLists';
import { ifNotFoundOf } from '../parameters/syncParameters';
import { isPreview } from '../parameters/preview';
import { MATCH_BY, userKey } from '../parameters/user';
import { guardLimits } from '../parameters/writeOptions';
import { referencesIn, withChecks, type ListOf } from './checks';
import { ofExecution, scrubbedFailure } from './errors';
import { hint, hintGuard, hintRun } from './hints';
import { keptBackOf, toItems, type ItemResult } from './items';
import { assertConditionFields, leaversOf } from './leavers';
import { problemSaid, toPreview, toResult } from './outcomes';
import { sayingTheRest, sayingWhatWasWritten } from './stopped';
import { makingWhoIsMissing, personOf } from './userEdits';
import type { Item, SwitchingDirectoryOf, UserTypes, UserVendor, WantedOf } from './userVendor';
import { userItem, type Present, type Said } from './userItem';
import { presenting, readAsks } from './userWrites';

/**
 * Sync Users: the items are the people that should be. One outcome per item, in order and paired; then one
 * for each leaver. The counts are told as a hint of the execution.
 */
export async function syncUsers<T extends UserTypes>(vendor: UserVendor<T>, first: Item<T>): Promise<INodeExecutionData[]> {
	const { context, users } = first;
	const { session } = users;
	const present = presenting(vendor, first);
	const { plan, asks, operation, deactivates, options } = await planned(vendor, first, { name: 'sync', present });
	const preview = isPreview(context);
	const synced = await carryOutSync(present.includeUser === 'no' ? withoutUsers(operation) : operation, plan, {
		...(deactivates ? { deactivate: async (leaver) => await deactivates.setActive(leaver, false, options) } : {}),
		concurrency: session.atOnce,
		stopAtFailure: !context.continueOnFail(),
		guard: { limits: ofExecution(session, () => guardLimits(context)), rules: vendor.rules, wording: present.wording },
		...(preview ? { preview: unsentOf } : {}),
	});
	if (synced.guarded) hintGuard(context, synced.guarded, session.scrub);

	const missing = ifNotFoundOf(context) === 'ignore' ? 'ignored' : 'missing';
	const toResultOf = (outcome: Outcome<T['record']>, person: string | undefined): ItemResult => {
		const isMissing = outcome.kind === 'settled' && outcome.plan.kind === 'notFound';
		if (isMissing) return done({ action: missing, person, summary: NOBODY, ...(preview ? { preview } : {}) }, present);
		return preview ? toPreview(outcome, person, present) : toResult(outcome, person, present);
	};
	const results = synced.outcomes.map((outcome, i) => naming(toResultOf(outcome, asks[i]?.key?.value), plan.alike.get(i), present));
	const going = deactivates && !preview ? [...plan.leavers].filter(({ why }) => why === undefined).length : 0;
	const items = toItems(context, sayingTheRest(context, results, going), session);
	const newcomers = plan.planned.filter(({ plan: one }) => one?.kind === 'create').length;
	const leavers = synced.leavers.map(({ outcome, ...leaver }) => {
		if (!outcome) return reported(leaver, present, { preview });
		const result = toResultOf(outcome, leaver.person);
		return outcome.kind === 'previewed' && newcomers > 0 ? warned(result, onlyWith(newcomers)) : result;
	});
	const left = toItems(context, sayingWhatWasWritten(context, leavers, results), { ...session, of: 'leaver' });
	return summarized(first, plan, [...items, ...left], preview ? { keptBack: keptBackOf([...results, ...leavers]) } : undefined);
}

/** Compare Users: the same, read only. Each item says whether the user is there and in what they differ. */
export async function compareUsers<T extends UserTypes>(vendor: UserVendor<T>, first: Item<T>): Promise<INodeExecutionData[]> {
	const { context, users } = first;
	const { session } = users;
	const present = presenting(vendor, first);
	const { plan, asks } = await planned(vendor, first, { name: 'compare', present });
	const results = plan.planned.map(({ plan: one }, i): ItemResult =>
		one ? naming(done(comparison(one, asks[i]?.key?.value, present), present), plan.alike.get(i), present) : { kind: 'held' },
	);
	const items = toItems(context, results, session);
	for (const some of inBatches(plan.leavers, LEAVERS_AT_ONCE)) {
		const told = some.map((leaver) => reported(leaver, present, { preview: false }));
		items.push(...toItems(context, told, { ...session, of: 'leaver' }));
	}
	return summarized(first, plan, items);
}

/** Of a whole directory, what stands between leavers and their items takes as much memory as both. */
const LEAVERS_AT_ONCE = 1_000;

type Planning<T extends UserTypes> = Readonly<{
	asks: ReadonlyArray<Ask<WantedOf<T>>>;
	plan: SyncPlan<WantedOf<T>, T['record']>;
	operation: UserOperation<WantedOf<T>, T['record']>;
	/** What deactivates leavers, where that is asked for. */
	deactivates: SwitchingDirectoryOf<T> | undefined;
	options: T['options'];
}>;

/** Reads what holds for the execution, what all items ask for and who is there, and plans. */
async function planned<T extends UserTypes>(
	vendor: UserVendor<T>,
	first: Item<T>,
	{ name, present }: Readonly<{ name: 'sync' | 'compare'; present: Present<T['record']> }>,
): Promise<Planning<T>> {
	const { context, users } = first;
	const { session } = users;
	const { listed, rules, writeOptions } = vendor;
	const directory = listed.directory(first);
	const creates = name === 'sync' && ofExecution(session, () => ifNotFoundOf(context)) === 'create';
	const { rules: leavers, deactivates } = ofExecution(session, () => leaversOf(vendor, first, directory));
	const conditional = leavers.conditions.map(({ field }) => field);
	const options = ofExecution(session, () => (listed.writeOptions ?? writeOptions)(first, conditional));
	const asks = readAsks(context, {
		read: (i, leftOut) => personOf(vendor, { ...first, i, leftOut }, name),
		keyOf: (i) => userKey({ context, i }, vendor.personModes, MATCH_BY),
	});
	const named = new UsersAtRest(vendor.resting.listed);
	const list: ListOf<T> = {
		find: async (key) => await listing.find(key, options),
		isShown: (by) => !snapshot.hidden.has(by),
		rest: (profile) => named.again(profile),
	};
	const references = referencesIn(vendor, { first, name, list });
	const namesUsers = new Set(references?.flatMap(({ field, ofUser }) => (ofUser ? [field] : [])));
	const snapshot = await takeSnapshot(directory, options, {
		keys: vendor.modes.map(({ by }) => by),
		texts: textsOfAsks(asks, (field) => rules.identifies(field) || namesUsers.has(field)),
		named,
		identifies: rules.identifies,
		leavers,
		personOf: present.wording.personOf,
		...(present.includeUser !== 'no' ? { keeping: asIs } : leavers.then === 'deactivate' ? { keeping: directory.inOutline } : {}),
	}).catch((error: unknown) => {
		throw scrubbedFailure(error, session.scrub);
	});
	ofExecution(session, () => assertComplete(context, snapshot.end, { users: true, unwritten: true }));
	if (!snapshot.end.complete) {
		const why = session.scrub(snapshot.end.why);
		hint(
			context,
			'warning',
			`The list of users may be incomplete (${why}), so no user is treated as missing from your list. Run it again when no one is making changes.`,
		);
	}
	assertConditionFields(vendor, first, { rules: leavers, fieldNames: snapshot.fieldNames });
	const listing = { ...directory, ...fromSnapshot(directory, snapshot) };
	const inFull = listed.inFull?.(listing, first) ?? listing;
	const bare = creates ? makingWhoIsMissing(vendor, first, { ...users.directory, ...inFull }) : updating(inFull);
	const operation = breaking(withChecks(vendor, bare, { first, name, list, references }));
	const plan = await planSync(operation, asks, {
		snapshot,
		concurrency: session.atOnce,
		keyText: ({ key }) => `${key.by}:${directory.normalKey(key)}`,
		identifies: rules.identifies,
		label: present.wording.label,
		find: list.find,
	});
	return { plan, asks, operation, deactivates, options };
}

function asIs<T>(one: T): T {
	return one;
}

function done<Doc>(said: Said<Doc>, present: Present<Doc>): ItemResult {
	return { kind: 'done', json: [userItem(said, present)] };
}

const NOBODY = 'No matching user';

function comparison<Doc>(plan: Plan<Doc>, person: string | undefined, present: Present<Doc>): Said<Doc> {
	if (plan.kind === 'unchanged') return { action: 'matched', person, plan };
	if (plan.kind === 'update') return { action: 'differing', person, plan };
	if (plan.kind === 'notFound' || plan.kind === 'create') return { action: 'missing', person, summary: NOBODY };
	if (isWrite(plan)) throw new Error(`A comparison planned to ${plan.kind} a user`);
	const action = plan.kind === 'ambiguous' ? 'ambiguous' : plan.isTwin ? 'duplicate' : 'failed';
	return { action, person, ...problemSaid(plan, present) };
}

/** A leaver who is only told of. */
function reported<Doc>(
	{ id, person, why, profile }: Leaver<Doc>,
	present: Present<Doc>,
	{ preview }: Readonly<{ preview: boolean }>,
): ItemResult {
	const warnings = why === undefined ? [] : [`Not deactivated: ${why}`];
	const summary = sentences('Not in the list', ...warnings);
	return done({ action: 'leaver', person, summary, user: profile ?? { id }, warnings, ...(preview ? { preview } : {}) }, present);
}

/** Somebody whom no user fits, or who could not be made, may be there under another key. */
function naming<Doc>(result: ItemResult, alike: Lookalike<Doc> | undefined, { wording }: Present<Doc>): ItemResult {
	if (!alike) return result;
	const { profile, field } = alike;
	const says = `User ${profile.id} has the same ${wording.label(field)} and may be the same person`;
	if (result.kind !== 'failed') return warned(result, says);
	const todo = `${says}. Match by a key that does not change, or change it at the vendor first.`;
	return { ...result, failure: { ...result.failure, todo: sentences(result.failure.todo, todo) } };
}

/** An item with one more warning. */
function warned(result: ItemResult, warning: string): ItemResult {
	if (result.kind !== 'done') return result;
	return {
		...result,
		json: result.json.map((json) => {
			const earlier: unknown[] = Array.isArray(json.warnings) ? json.warnings : [];
			return { ...json, warnings: [...earlier.map(String), warning] };
		}),
	};
}

/** What a preview says of a leaver: what becomes of the newcomers is only seen once they are made. */
function onlyWith(newcomers: number): string {
	const all = newcomers === 1 ? 'the missing user can be created' : `all ${newcomers} missing users can be created`;
	return `Only when ${all}. Someone whose key has changed looks like a new user and a missing one.`;
}

/** What came out, counted, and what it cost, as a hint. */
function summarized<T extends UserTypes>(
	{ context, users: { session } }: Item<T>,
	{ listed }: Pick<SyncPlan<unknown, unknown>, 'listed'>,
	items: INodeExecutionData[],
	previewed?: Readonly<{ keptBack: number }>,
): INodeExecutionData[] {
	hintRun(context, session, { items, listed, ...(previewed ? { previewed } : {}) });
	return items;
}
