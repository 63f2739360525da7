import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Failure } from '../failure';
import { scrubber } from '../http/secrets';
import type { Course } from '../provisioning/courses';
import { provision, type Ask } from '../provisioning/provision';
import type { Change, FieldName, Outcome, Settled, Write } from '../provisioning/types';
import { nobody, several } from './found';
import { readItems, toItems, type ItemResult, type Reading } from './items';
import { concurrencyOf } from './options';
import type { Session } from './session';

type Writing<W, Doc> = Readonly<{
	session: Session;
	course: Course<W, Doc>;
	/** What item `i` asks for; throws FailureError `invalid` when its parameters can't be understood. */
	read: (i: number) => W;
	/** The vendor's document of a user as the members of an item. */
	show: (record: Doc) => IDataObject;
	/** Fields whose values are never shown. */
	secret: ReadonlySet<FieldName>;
}>;

/**
 * Every operation that writes users: read each item's parameters, let `provision` plan and write, turn
 * each outcome into an item `{ action, id, changes, warnings, user }`, after a deletion `{ deleted: true }`.
 */
export async function writeUsers<W, Doc>(
	context: IExecuteFunctions,
	{ session, course, read, show, secret }: Writing<W, Doc>,
): Promise<INodeExecutionData[]> {
	const asks = readItems(context, read).map(toAsk);
	const outcomes = await provision(course, asks, {
		concurrency: concurrencyOf(context),
		stopAtFailure: !context.continueOnFail(),
	});
	return toItems(context, outcomes.map((outcome) => toResult(outcome, { show, secret })), session.scrub);
}

function toAsk<W>(reading: Reading<W>): Ask<W> {
	return reading.kind === 'read' ? { kind: 'wanted', wanted: reading.value } : reading;
}

type Present<Doc> = Pick<Writing<unknown, Doc>, 'show' | 'secret'>;

function toResult<Doc>(outcome: Outcome<Doc>, { show, secret }: Present<Doc>): ItemResult {
	switch (outcome.kind) {
		case 'written': {
			const { plan, written } = outcome;
			if (plan.kind === 'delete') return { kind: 'done', json: { deleted: true } };
			const user = written.record === undefined ? {} : { user: show(written.record) };
			const changes = changesOf(plan).map((change) => shown(change, secret));
			return done(ACTIONS[plan.kind], written.id, { changes, warnings: [...written.warnings], ...user });
		}
		case 'settled': {
			const { plan } = outcome;
			if (plan.kind === 'unchanged') return done('unchanged', plan.current.id, { changes: [], warnings: [], user: show(plan.current.record) });
			return { kind: 'failed', failure: toFailure(plan) };
		}
		case 'failed':
			return { kind: 'failed', failure: withoutValues(outcome.failure, changesOf(outcome.plan), secret) };
		case 'held':
			return { kind: 'held' };
	}
}

const ACTIONS: Readonly<Record<Exclude<Write['kind'], 'delete'>, string>> = {
	create: 'created',
	update: 'updated',
	updateUnseen: 'updated',
	activate: 'activated',
	deactivate: 'deactivated',
};

function changesOf(plan: Write): readonly Change[] {
	return 'changes' in plan ? plan.changes : [];
}

function done(action: string, id: string, rest: IDataObject): ItemResult {
	return { kind: 'done', json: { action, id, ...rest } };
}

/** Vendors repeat a value that they refuse; a new password must not come out that way. */
function withoutValues(failure: Failure, changes: readonly Change[], secret: ReadonlySet<FieldName>): Failure {
	const scrub = scrubber(changes.flatMap(({ field, to }) => (secret.has(field) && typeof to === 'string' ? [to] : [])));
	return { ...failure, says: scrub(failure.says) };
}

const HIDDEN = '[hidden]';

function shown({ field, from, to }: Change, secret: ReadonlySet<FieldName>): IDataObject {
	const masked = secret.has(field);
	const known = from === undefined ? {} : { from: masked ? HIDDEN : from };
	return { field, ...known, to: masked ? HIDDEN : to };
}

function toFailure(plan: Exclude<Settled, { kind: 'unchanged' }>): Failure {
	switch (plan.kind) {
		case 'failed':
			return plan.failure;
		case 'notFound':
			return nobody(plan.key);
		case 'ambiguous':
			return several(plan.key, plan.candidates);
	}
}
