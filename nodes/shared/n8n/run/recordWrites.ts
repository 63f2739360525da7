import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { mapBounded } from '../../provisioning/bounded';
import { breaker } from '../../provisioning/breaker';
import { failureOf } from '../../failure';
import { unsentOf } from '../../http/readOnly';
import type { Unsent } from '../../provisioning/types';
import { ofExecution } from './errors';
import { hintCost, hintGuard } from './hints';
import { isPreview } from '../parameters/preview';
import { limitValue, type RecordLimit } from '../parameters/writeOptions';
import { keptBackOf, readItems, runItems, toItemResult, toItems, type ItemResult, type Ran, type Reading, type Work } from './items';
import { wordsOf } from '../../words';
import { shownRequest } from './userItem';
import { excesses, stopOf, type RecordGuard } from './recordGuard';
import type { Session } from '../session/session';
import { sayingTheRest } from './stopped';

/** What an item of a preview says of a record: what would be done to it, and which one it is. */
export type Planned = Readonly<{ action: string; id?: string; name?: string }> & IDataObject;

/** What people know a record by, and how much is in it where the vendor tells. */
export type Described = Readonly<{ name?: string }> & IDataObject;

type Writing<T, V> = Readonly<{
	session: Session;
	/** What the guard counts. */
	guard: RecordGuard<V>;
	/** What item `i` asks for; throws FailureError `invalid` when its parameters can't be understood. */
	read: (i: number) => T;
	/** What has to be known of every item before the first write. */
	look: (asked: T) => Promise<V>;
	/** What would be done. Two items with the same `id` are for the same record. */
	planned: (value: V) => Planned;
	/** Asked for what has an `id`, where nothing is written: in a preview, and for the examples of a guard. */
	described?: (id: string, value: V) => Promise<Described>;
	work: Work<V>;
}>;

/**
 * Every operation that writes groups, departments, organisations, spaces or folders, or many users by one request:
 * the parameters of all items first, then the looks, then the guard over all of them, then the work, or the preview of it.
 */
export async function writeRecords<T, V>(context: IExecuteFunctions, writing: Writing<T, V>): Promise<INodeExecutionData[]> {
	const { session, guard, read, look, work } = writing;
	const concurrency = session.atOnce;
	const preview = isPreview(context);
	const stopAtFailure = !context.continueOnFail() && !preview;
	const mostOf = ofExecution(session, () => limitsOf(context, guard));
	const seen = (await runItems(context, readItems(context, read), { concurrency, work: look, stopAtFailure })).map(unwritten);
	if (stopAtFailure && seen.some(({ kind }) => kind === 'failed'))
		return toItems(context, sayingTheRest(context, seen.map(notTried)), session);

	const known = seen.flatMap((one): ReadonlyArray<Reading<V>> => {
		if (one.kind === 'held') return [];
		return [one.kind === 'done' ? { kind: 'read', value: one.value } : one];
	});
	const values = known.flatMap((one) => (one.kind === 'read' ? [one.value] : []));
	const stop = await stopOf(excesses(guard, values, mostOf), async (value) => await nameOf(value, writing));
	if (preview) {
		if (stop) hintGuard(context, stop, session.scrub);
		const { results, looks } = await previews(known, writing);
		const items = toItems(context, results, session);
		hintCost(context, session, { keptBack: keptBackOf(results), shownOnly: looks });
		return items;
	}
	const allowed = stop ? known.map((one): Reading<V> => (one.kind === 'read' ? { kind: 'failed', failure: stop } : one)) : known;
	const results = (await runItems(context, allowed, { concurrency, work })).map(toItemResult);
	const items = toItems(context, sayingTheRest(context, results), session);
	hintCost(context, session);
	return items;
}

function limitsOf<V>(context: IExecuteFunctions, { counts, shares = [] }: RecordGuard<V>): (limit: RecordLimit) => number {
	const values = new Map([...counts, ...shares].map(({ limit }) => [limit, limitValue(context, limit)]));
	return (limit) => values.get(limit) ?? limit.default;
}

function unwritten<V>(ran: Ran<V>): Ran<V> {
	return ran.kind === 'failed' ? { kind: 'failed', failure: { ...ran.failure, unwritten: true } } : ran;
}

function notTried<V>(ran: Ran<V>): ItemResult {
	return ran.kind === 'failed' ? ran : { kind: 'held' };
}

/** People don't know their groups by 32 digits. What can't be read keeps its ID. */
async function nameOf<V>(value: V, { planned, described }: Pick<Writing<never, V>, 'planned' | 'described'>): Promise<string | undefined> {
	const { id } = planned(value);
	if (id === undefined || described === undefined) return undefined;
	const { name } = await described(id, value).catch((): Described => ({}));
	return name;
}

/** One item each, in order. Nothing in a preview is an error of its item. `looks`: how many records were read only to be shown. */
async function previews<T, V>(
	seen: ReadonlyArray<Reading<V>>,
	{ session, planned, described, work }: Writing<T, V>,
): Promise<Readonly<{ results: readonly ItemResult[]; looks: number }>> {
	const { scrub, atOnce } = session;
	const unlessDown = breaker();
	const firstOf = new Map<string, number>();
	let looks = 0;

	/** A record that can't be read may still be written, so that is only told. */
	const aboutIt = async (id: string | undefined, value: V): Promise<IDataObject> => {
		if (id === undefined || described === undefined) return {};
		looks += 1;
		return await described(id, value).catch((error: unknown) => ({
			warnings: [`It could not be read: ${wordsOf(failureOf(error), scrub)}`],
		}));
	};

	const show = async (reading: Reading<V>, i: number): Promise<ItemResult> => {
		const said = (shown: IDataObject, requests: readonly Unsent[] = []): ItemResult => ({
			kind: 'done',
			json: [{ preview: true, warnings: [], requests: requests.map((request) => shownRequest(request, scrub)), ...shown }],
			keptBack: requests.length,
		});
		if (reading.kind === 'failed') return said({ action: 'failed', warnings: [wordsOf(reading.failure, scrub)] });
		const plan = planned(reading.value);
		const { id } = plan;
		const first = id === undefined ? undefined : firstOf.get(id);
		// What the earlier item leaves behind is only seen once it is written.
		if (first !== undefined)
			return said({ ...plan, action: 'decidedLater', warnings: [`Item ${first} changes the same record first; this item comes after it`] });
		if (id !== undefined) firstOf.set(id, i);

		const known = { ...plan, ...(await aboutIt(id, reading.value)) };
		try {
			await unlessDown(async () => await work(reading.value, i));
			return said({ ...known, action: 'unchanged' });
		} catch (error) {
			const requests = unsentOf(error);
			if (requests) return said(known, requests);
			return said({ ...known, action: 'failed', warnings: [wordsOf(failureOf(error), scrub)] });
		}
	};
	return { results: await mapBounded(seen, atOnce, show), looks };
}
