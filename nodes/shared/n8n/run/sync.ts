import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { unsentOf } from '../../http/readOnly';
import { breaking } from '../../breaker';
import { type UserOperation } from '../../provisioning/userOperation';
import type { SwitchesUsers } from '../../provisioning/directory';
import type { FieldRules } from '../../provisioning/guard';
import type { LeaverRules } from '../../provisioning/leavers';
import { pLimit } from '../../provisioning/libraries';
import { fromSnapshot, takeSnapshot, type ListedDirectory } from '../../provisioning/snapshot';
import { carryOutSync, planSync, type SyncPlan } from '../../provisioning/sync';
import type { MatchBy, Outcome, Plan, Wanted } from '../../provisioning/types';
import { isWrite } from '../../provisioning/plan';
import { scrubbedFailure } from './errors';
import { hintCost } from './cost';
import { guardLimits, isPreview } from '../parameters/writeOptions';
import { assertComplete } from '../parameters/incompleteLists';
import { toItems, type ItemResult } from './items';
import { leaverItems, naming, onlyWith, reported, warned } from './leaverItems';
import { matched, problemOf, shownChanges, toPreview, toResult, wordsOf, type Present } from './outcomes';
import type { LeftOut } from '../parameters/leftOut';
import type { Session } from '../session/session';
import { sayingTheRest } from './stopped';
import type { Missing } from '../parameters/syncParameters';
import { hintGuard, readAsks } from './userWrites';

type Comparing<By extends MatchBy, Options, Doc> = Readonly<{
	session: Session;
	directory: ListedDirectory<By, Options, Doc>;
	/** What steers the reading of the whole list. */
	options: Options;
	/** What one person leads to, with look-ups answered from the list. */
	operation: (listed: ListedDirectory<By, Options, Doc>) => UserOperation<Wanted<By, Options>, Doc>;
	/** What item `i` asks for; throws FailureError `invalid` when its parameters can't be understood. */
	read: (i: number, leftOut: LeftOut) => Wanted<By, Options>;
	show: Present<Doc>['show'];
	foreseen?: NonNullable<Present<Doc>['foreseen']>;
	rules: FieldRules;
	leavers: () => LeaverRules<Doc>;
}>;

type Syncing<By extends MatchBy, Options, Doc> = Comparing<By, Options, Doc> &
	Readonly<{ missing: () => Missing; deactivates?: SwitchesUsers<Options, Doc> }>;

/**
 * Sync Users: the items are the people that should be. One outcome per item, in order and paired; then one
 * for each leaver. The counts are told as a hint of the execution.
 */
export async function syncUsers<By extends MatchBy, Options, Doc>(
	context: IExecuteFunctions,
	syncing: Syncing<By, Options, Doc>,
): Promise<INodeExecutionData[]> {
	const { session, show, foreseen, rules, options, deactivates } = syncing;
	const missing = ofExecution(session, syncing.missing);
	const { plan, operation, then } = await planned(context, syncing);
	const preview = isPreview(context);
	const synced = await carryOutSync(operation, plan, {
		options,
		...(then === 'deactivate' && deactivates ? { deactivates } : {}),
		missingIsFine: true,
		concurrency: session.atOnce,
		stopAtFailure: !context.continueOnFail(),
		guard: { limits: ofExecution(session, () => guardLimits(context)), rules },
		...(preview ? { preview: unsentOf } : {}),
	});
	if (synced.guarded) hintGuard(context, synced.guarded, session.scrub);

	const present: Present<Doc> = { show, secret: rules.secret, scrub: session.scrub, ...(foreseen ? { foreseen } : {}) };
	const toItem = (outcome: Outcome<Doc>): ItemResult => {
		if (outcome.kind === 'settled' && outcome.plan.kind === 'notFound')
			return notThere(missing === 'ignore' ? 'ignored' : 'missing', preview);
		return preview ? toPreview(outcome, present) : toResult(outcome, present);
	};
	const results = synced.outcomes.map((outcome, i) => naming(toItem(outcome), plan.alike.get(i)));
	const going = then === 'deactivate' && deactivates && !preview ? plan.leavers.filter(({ why }) => why === undefined).length : 0;
	const items = toItems(context, sayingTheRest(context, results, going), session);
	const newcomers = plan.planned.filter(({ plan: one }) => one?.kind === 'create').length;
	const toLeft = (outcome: Outcome<Doc>): ItemResult =>
		outcome.kind === 'previewed' && newcomers > 0 ? warned(toItem(outcome), onlyWith(newcomers)) : toItem(outcome);
	const leavers = synced.leavers.map((leaver) => (leaver.outcome ? toLeft(leaver.outcome) : reported(leaver, present, 'action')));
	const left = leaverItems(context, session, { leavers, before: results });
	summarize(context, [...items, ...left], { plan, session });
	return [...items, ...left];
}

/** Compare Users: the same, read only. Each item says whether the user is there and in what they differ. */
export async function compareUsers<By extends MatchBy, Options, Doc>(
	context: IExecuteFunctions,
	comparing: Comparing<By, Options, Doc>,
): Promise<INodeExecutionData[]> {
	const { session, show, rules } = comparing;
	const { plan } = await planned(context, comparing);
	const present: Present<Doc> = { show, secret: rules.secret, scrub: session.scrub };
	const results = plan.planned.map(({ plan: one }, i): ItemResult =>
		one ? naming({ kind: 'done', json: comparison(one, present) }, plan.alike.get(i)) : { kind: 'held' },
	);
	const items = toItems(context, results, session);
	const leavers = plan.leavers.map((leaver) => reported(leaver, present, 'status'));
	const left = leaverItems(context, session, { leavers });
	summarize(context, [...items, ...left], { plan, session });
	return [...items, ...left];
}

async function planned<By extends MatchBy, Options, Doc>(
	context: IExecuteFunctions,
	{ session, directory, options, operation: operationOn, read, rules, leavers: rulesOf }: Comparing<By, Options, Doc>,
): Promise<
	Readonly<{ plan: SyncPlan<Wanted<By, Options>, Doc>; operation: UserOperation<Wanted<By, Options>, Doc>; then: LeaverRules<Doc>['then'] }>
> {
	const leavers = ofExecution(session, rulesOf);
	const asks = readAsks(context, read);
	const snapshot = await takeSnapshot(directory, options).catch((error: unknown) => {
		throw scrubbedFailure(error, session.scrub);
	});
	ofExecution(session, () => assertComplete(context, snapshot.end, { users: true, unwritten: true }));
	if (!snapshot.end.complete) {
		context.addExecutionHints({
			type: 'warning',
			location: 'outputPane',
			message: `The list of users may not be complete (${session.scrub(snapshot.end.why)}), so nobody is taken for a leaver. Run it again when nobody changes the directory.`,
		});
	}
	const operation = breaking(operationOn({ ...directory, ...fromSnapshot(directory, snapshot) }));
	const plan = await planSync(operation, asks, {
		snapshot,
		leavers,
		bound: pLimit(session.atOnce),
		keyText: ({ key }) => `${key.by}:${directory.normalKey(key)}`,
		identifies: rules.identifies,
	});
	return { plan, operation, then: leavers.then };
}

/** Parameters that hold for the execution are no item's fault. */
export function ofExecution<T>({ scrub }: Session, read: () => T): T {
	try {
		return read();
	} catch (error) {
		throw scrubbedFailure(error, scrub);
	}
}

function notThere(action: string, preview: boolean): ItemResult {
	return { kind: 'done', json: { ...(preview ? { preview, requests: [] } : {}), action, changes: [], warnings: [] } };
}

function comparison<Doc>(plan: Plan<Doc>, present: Present<Doc>): IDataObject {
	const { show, scrub } = present;
	if (plan.kind === 'unchanged')
		return { status: 'matched', id: plan.current.id, ...matched(plan), changes: [], warnings: [], user: show(plan.current.record) };
	if (plan.kind === 'notFound' || plan.kind === 'create') return { status: 'missing', changes: [], warnings: [] };
	if (plan.kind === 'update')
		return {
			status: 'differing',
			id: plan.current.id,
			...matched(plan),
			changes: shownChanges(plan, present),
			warnings: [],
			user: show(plan.current.record),
		};
	if (isWrite(plan)) throw new Error(`A comparison planned to ${plan.kind} a user`);
	const status = plan.kind === 'ambiguous' ? 'ambiguous' : plan.meant === undefined ? 'failed' : 'duplicate';
	return { status, changes: [], warnings: [wordsOf(problemOf(plan), scrub)] };
}

/** What came out, counted, and what it cost. */
function summarize(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
	{ plan, session }: Readonly<{ plan: Pick<SyncPlan<unknown, unknown>, 'listed'>; session: Session }>,
): void {
	const counts = new Map<string, number>();
	for (const { json } of items) {
		const said = json.action ?? json.status;
		const action = typeof said === 'string' ? said : 'failed';
		counts.set(action, (counts.get(action) ?? 0) + 1);
	}
	const told = [...counts].map(([action, count]) => `${count} ${action}`).join(', ');
	context.addExecutionHints({
		type: 'info',
		location: 'outputPane',
		message: `${plan.listed} users listed, ${session.requests()} requests. ${told || 'Nothing to do'}.`,
	});
	hintCost(context, session, items);
}
