import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { breaker } from '../../breaker';
import { failed, failureOf, type Failure } from '../../failure';
import { unsentOf } from '../../http/readOnly';
import { pLimit } from '../../provisioning/libraries';
import { ofExecution } from './errors';
import { hintCost, hintGuard } from './hints';
import { limitValue, isPreview, type RecordLimit } from '../parameters/writeOptions';
import { readItems, runItems, toItems, type ItemResult, type Reading, type Work } from './items';
import { wordsOf } from '../../words';
import { shownRequest } from './outcomes';
import { excesses, guarded, type Excess, type RecordGuard } from './recordGuard';
import type { Session } from '../session/session';
import { sayingTheRest } from './stopped';

/**
 * What is to change in a record, in the collection "Update Fields".
 * @throws FailureError `invalid` when nothing is
 */
export function someChange<Changes extends object>(changes: Changes): Changes {
	if (Object.keys(changes).length > 0) return changes;
	throw failed({
		kind: 'invalid',
		parameter: 'Update Fields',
		says: 'No field to update was given',
		todo: 'Add at least one field that has a value.',
	});
}

/** What an item of a preview says of a record: what would be done to it, and which one it is. */
export type Planned = Readonly<{ action: string; id?: string; name?: string }> & IDataObject;

type Writing<V> = Readonly<{
	session: Session;
	work: Work<V>;
	/** What would be done. Two items with the same `id` are for the same record. */
	planned: (value: V) => Planned;
	/** What people know the record by. Asked where nothing is written: in a preview, and for the examples of a guard. */
	described?: (value: V) => Promise<Readonly<{ name?: string }> & IDataObject>;
	/** What the guard counts. */
	guard?: RecordGuard<V>;
}>;

const NO_GUARD = { counts: [] };

type Reads<T> = Readonly<{
	/** What item `i` asks for; throws FailureError `invalid` when its parameters can't be understood. */
	read: (i: number) => T;
}>;

/**
 * Every operation that writes groups, departments, organisations, spaces or folders, or many users by one request:
 * the parameters of all items first, then the guard over all of them, then the work, or the preview of it.
 */
export async function writeRecords<T>(context: IExecuteFunctions, writing: Writing<T> & Reads<T>): Promise<INodeExecutionData[]> {
	return await writeSeenRecords(context, { ...writing, look: async (value: T) => await Promise.resolve(value) });
}

/** {@link writeRecords} where the guard has to know what is there: `look` reads it, for all items before the first write. */
export async function writeSeenRecords<T, V>(
	context: IExecuteFunctions,
	{ read, look, ...writing }: Writing<V> & Reads<T> & Readonly<{ look: (value: T) => Promise<V> }>,
): Promise<INodeExecutionData[]> {
	const { session, work } = writing;
	const preview = isPreview(context);
	const stopAtFailure = !context.continueOnFail() && !preview;
	const most = ofExecution(session, () => limitsOf(context, writing.guard ?? NO_GUARD));
	const seen = await seenBy(readItems(context, read), { look, session, stopAtFailure });
	if (stopAtFailure && seen.some(({ kind }) => kind === 'failed'))
		return toItems(context, sayingTheRest(context, seen.map(unwritten)), session);

	const known = seen.flatMap((one) => (one.kind === 'held' ? [] : one));
	const stop = await overLimit(known, writing, most);
	if (preview) {
		if (stop) hintGuard(context, stop, session.scrub);
		const { results, looks } = await previews(known, writing);
		const items = toItems(context, results, session);
		hintCost(context, session, items, looks);
		return items;
	}
	const allowed = stop ? known.map((one): Reading<V> => (one.kind === 'read' ? { kind: 'failed', failure: stop } : one)) : known;
	const results = await runItems(context, allowed, { concurrency: session.atOnce, work });
	const items = toItems(context, sayingTheRest(context, results), session);
	hintCost(context, session, items);
	return items;
}

/** What is known of an item before anything is written; `held`: nobody looked, because the node stops at another item. */
type Seen<V> = Reading<V> | Readonly<{ kind: 'held' }>;

function unwritten<V>(seen: Seen<V>): ItemResult {
	return seen.kind === 'failed' ? seen : { kind: 'held' };
}

function limitsOf<V>(context: IExecuteFunctions, { counts, shares = [] }: RecordGuard<V>): (limit: RecordLimit) => number {
	const values = new Map([...counts, ...shares].map(({ limit }) => [limit, limitValue(context, limit)]));
	return (limit) => values.get(limit) ?? limit.default;
}

async function seenBy<T, V>(
	readings: ReadonlyArray<Reading<T>>,
	{ look, session, stopAtFailure }: Readonly<{ look: (value: T) => Promise<V>; session: Session; stopAtFailure: boolean }>,
): Promise<ReadonlyArray<Seen<V>>> {
	const bound = pLimit(session.atOnce);
	const unlessDown = breaker();
	let stopped = stopAtFailure && readings.some(({ kind }) => kind === 'failed');

	const see = async (reading: Reading<T>): Promise<Seen<V>> => {
		if (reading.kind === 'failed') return reading;
		if (stopped) return { kind: 'held' };
		try {
			return { kind: 'read', value: await unlessDown(async () => await look(reading.value)) };
		} catch (error) {
			stopped ||= stopAtFailure;
			return { kind: 'failed', failure: { ...failureOf(error), unwritten: true } };
		}
	};
	return await Promise.all(readings.map(async (reading) => await bound(async () => await see(reading))));
}

async function overLimit<V>(
	seen: ReadonlyArray<Reading<V>>,
	{ guard = NO_GUARD, described }: Writing<V>,
	most: (limit: RecordLimit) => number,
): Promise<Failure | undefined> {
	const passed = excesses(
		guard,
		seen.flatMap((one) => (one.kind === 'read' ? [one.value] : [])),
		most,
	);
	const [first] = passed;
	if (first === undefined) return undefined;
	const names = await namesIn(first, described);
	return guarded(passed, ({ key, shown }) => names.get(key) ?? shown);
}

/** People don't know their groups by 32 digits. What can't be read keeps its ID. */
async function namesIn<V>({ examples }: Excess<V>, described: Writing<V>['described']): Promise<ReadonlyMap<string, string>> {
	if (described === undefined) return new Map();
	const nameless = examples.filter(({ counted: { isRecord } }) => isRecord);
	const named = await Promise.all(
		nameless.map(async ({ counted: { key, shown }, value }): Promise<ReadonlyArray<readonly [string, string]>> => {
			const { name } = await described(value).catch((): { name?: string } => ({}));
			return name === undefined ? [] : [[key, `${name} (${shown})`]];
		}),
	);
	return new Map(named.flat());
}

/** One item each, in order. Nothing in a preview is an error of its item. `looks`: how many records were read only to be shown. */
async function previews<V>(
	seen: ReadonlyArray<Reading<V>>,
	{ session, ...writing }: Writing<V>,
): Promise<Readonly<{ results: readonly ItemResult[]; looks: number }>> {
	const { scrub, atOnce } = session;
	const bound = pLimit(atOnce);
	const unlessDown = breaker();
	const firstOf = new Map<string, number>();
	let looks = 0;

	const show = async (reading: Reading<V>, i: number): Promise<ItemResult> => {
		const said = (members: IDataObject): ItemResult => ({
			kind: 'done',
			json: [{ preview: true, warnings: [], requests: [], ...members }],
		});
		if (reading.kind === 'failed') return said({ action: 'failed', warnings: [wordsOf(reading.failure, scrub)] });
		const planned = writing.planned(reading.value);
		const { id } = planned;
		const first = id === undefined ? undefined : firstOf.get(id);
		// What the earlier item leaves behind is only seen once it is written.
		if (first !== undefined)
			return said({
				...planned,
				action: 'decidedLater',
				warnings: [`Item ${first} changes the same record first; this one comes after it`],
			});
		if (id !== undefined) firstOf.set(id, i);

		return await bound(async () => {
			looks += writing.described ? 1 : 0;
			const { warnings, ...about } = await aboutIt(reading.value, writing.described, scrub);
			const known = { ...planned, ...about, ...(warnings === undefined ? {} : { warnings }) };
			try {
				await unlessDown(async () => await writing.work(reading.value));
				return said({ ...known, action: 'unchanged' });
			} catch (error) {
				const requests = unsentOf(error);
				if (requests) return said({ ...known, requests: requests.map((request) => shownRequest(request, scrub)) });
				return said({ ...known, action: 'failed', warnings: [wordsOf(failureOf(error), scrub)] });
			}
		});
	};
	return { results: await Promise.all(seen.map(show)), looks };
}

/** A record that can't be read may still be written, so that is only told. */
async function aboutIt<V>(value: V, described: Writing<V>['described'], scrub: Session['scrub']): Promise<IDataObject> {
	if (described === undefined) return {};
	return await described(value).catch((error: unknown): IDataObject => ({
		warnings: [`It could not be looked up: ${wordsOf(failureOf(error), scrub)}`],
	}));
}
