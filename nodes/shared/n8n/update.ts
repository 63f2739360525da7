import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Failure } from '../failure';
import { scrubber } from '../http/secrets';
import type { Directory } from '../provisioning/directory';
import { provision, type Ask } from '../provisioning/provision';
import type { Change, FieldName, MatchBy, Outcome, Settled, Wanted } from '../provisioning/types';
import { readItems, toItems, type ItemResult, type Reading } from './items';
import { nobody, several } from './found';
import { concurrencyOf } from './options';
import type { Session } from './session';

type Update<By extends MatchBy, With, Doc> = Readonly<{
	session: Session;
	directory: Directory<By, With, Doc>;
	/** What item `i` asks for; throws FailureError `invalid` when its parameters can't be understood. */
	read: (i: number) => Wanted<By, With>;
	/** The vendor's document of a user as the members of an item. */
	show: (record: Doc) => IDataObject;
	/** Fields whose values are never shown. */
	secret: ReadonlySet<FieldName>;
}>;

/**
 * The operation Update of every vendor: read each item's parameters, let `provision` plan and write,
 * turn each outcome into an item `{ action, id, changes, warnings, user }`.
 */
export async function updateUsers<By extends MatchBy, With, Doc>(
	context: IExecuteFunctions,
	{ session, directory, read, show, secret }: Update<By, With, Doc>,
): Promise<INodeExecutionData[]> {
	const asks = readItems(context, read).map(toAsk);
	const outcomes = await provision(directory, asks, {
		concurrency: concurrencyOf(context),
		stopAtFailure: !context.continueOnFail(),
	});
	return toItems(context, outcomes.map((outcome) => toResult(outcome, { show, secret })), session.scrub);
}

function toAsk<By extends MatchBy, With>(reading: Reading<Wanted<By, With>>): Ask<By, With> {
	return reading.kind === 'read' ? { kind: 'wanted', wanted: reading.value } : reading;
}

type Present<Doc> = Pick<Update<MatchBy, unknown, Doc>, 'show' | 'secret'>;

function toResult<Doc>(outcome: Outcome<Doc>, { show, secret }: Present<Doc>): ItemResult {
	switch (outcome.kind) {
		case 'written': {
			const { plan, written } = outcome;
			const user = written.record === undefined ? {} : { user: show(written.record) };
			return done('updated', written.id, { changes: plan.changes.map((change) => shown(change, secret)), warnings: [...written.warnings], ...user });
		}
		case 'settled': {
			const { plan } = outcome;
			if (plan.kind === 'unchanged') return done('unchanged', plan.current.id, { changes: [], warnings: [], user: show(plan.current.record) });
			return { kind: 'failed', failure: toFailure(plan) };
		}
		case 'failed':
			return { kind: 'failed', failure: withoutValues(outcome.failure, outcome.plan.changes, secret) };
		case 'held':
			return { kind: 'held' };
	}
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
