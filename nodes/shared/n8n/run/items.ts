import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { mapBounded } from '../../provisioning/bounded';
import { breaker } from '../../provisioning/breaker';
import { failed, failureOf, isFailureError, type Failure } from '../../failure';
import { scrubber, type Scrub } from '../../http/secrets';
import { secretsOf } from '../session/credential';
import type { Session } from '../session/session';
import { hintCost } from './hints';
import { errorMembers, scrubbedFailure, toNodeError } from './errors';
import { isTool } from './tool';

/** What one input item became: what comes out of it, or why nothing does. */
export type ItemResult =
	| Readonly<{
			kind: 'done';
			json: readonly IDataObject[];
			/** Who was written, as the item named them. */
			wrote?: string;
			/** How many requests a preview kept back. */
			keptBack?: number;
	  }>
	| Readonly<{ kind: 'failed'; failure: Failure; person?: string | undefined }>
	| Readonly<{ kind: 'held' }>; // only beside a failed one, when the user did not choose to continue

/** How many requests a preview kept back. */
export function keptBackOf(results: readonly ItemResult[]): number {
	return results.reduce((sum, result) => sum + (result.kind === 'done' ? (result.keptBack ?? 0) : 0), 0);
}

/** The parameters of one item, or why they can't be understood. */
export type Reading<T> = Readonly<{ kind: 'read'; value: T } | { kind: 'failed'; failure: Failure }>;

/** Reads the parameters of every item before anything is sent. */
export function readItems<T>(context: IExecuteFunctions, read: (i: number) => T): ReadonlyArray<Reading<T>> {
	return context.getInputData().map((_item, i) => readItem(() => read(i)));
}

/** The same for one item. */
export function readItem<T>(read: () => T): Reading<T> {
	try {
		return { kind: 'read', value: read() };
	} catch (error) {
		return { kind: 'failed', failure: readFailure(error) };
	}
}

/** An expression that can't be resolved is the platform's own error: its words are for the user. */
function readFailure(error: unknown): Failure {
	if (isFailureError(error) || !(error instanceof Error)) return failureOf(error);
	const description = 'description' in error && typeof error.description === 'string' ? { todo: error.description } : {};
	return { kind: 'invalid', says: error.message, ...description };
}

/** What comes out of one item: one item or several. */
export type Work<T> = (value: T, i: number) => Promise<IDataObject | readonly IDataObject[]>;

/** What work for an item came to; `held`: it was not started, because the node stops at another one. */
export type Ran<R> = Readonly<{ kind: 'done'; value: R } | { kind: 'failed'; failure: Failure } | { kind: 'held' }>;

type Running<T, R> = Readonly<{
	concurrency: number;
	work: (value: T, i: number) => Promise<R>;
	/** Whether nothing more is started after a failure: unless the node continues on fail, where nothing is said. */
	stopAtFailure?: boolean;
}>;

/** Runs work for each item that could be read, bounded. */
export async function runItems<T, R>(
	context: IExecuteFunctions,
	readings: ReadonlyArray<Reading<T>>,
	{ concurrency, work, stopAtFailure = !context.continueOnFail() }: Running<T, R>,
): Promise<ReadonlyArray<Ran<R>>> {
	const unlessDown = breaker();
	let stopped = stopAtFailure && readings.some(({ kind }) => kind === 'failed');

	const run = async (reading: Reading<T>, i: number): Promise<Ran<R>> => {
		if (reading.kind === 'failed') return reading;
		if (stopped) return { kind: 'held' };
		try {
			return { kind: 'done', value: await unlessDown(async () => await work(reading.value, i)) };
		} catch (error) {
			stopped ||= stopAtFailure;
			return { kind: 'failed', failure: failureOf(error) };
		}
	};
	return await mapBounded(readings, concurrency, run);
}

/** What comes out of an item whose work was done. */
export function toItemResult(ran: Ran<IDataObject | readonly IDataObject[]>): ItemResult {
	return ran.kind === 'done' ? { kind: 'done', json: [ran.value].flat() } : ran;
}

/** {@link runItems} for operations that write nothing: parameters of every item first, then the work, then items. */
export async function eachItem<T>(context: IExecuteFunctions, { session, read, work }: EachItem<T>): Promise<INodeExecutionData[]> {
	const ran = await runItems(context, readItems(context, read), { concurrency: session.atOnce, work });
	const items = toItems(context, ran.map(toItemResult), session);
	hintCost(context, session);
	return items;
}

type EachItem<T> = Readonly<{
	session: Session;
	/** What item `i` asks for; throws FailureError `invalid` when its parameters can't be understood. */
	read: (i: number) => T;
	work: Work<T>;
}>;

/**
 * The items of each input item, paired with it, in order; failed ones take n8n's error path. Leavers belong to no item, so
 * theirs are paired with none.
 * @throws NodeApiError | NodeOperationError for the first failed one, unless the node continues on fail; FailureError
 * where an agent calls, see `toolAnswer`
 */
export function toItems(
	context: IExecuteFunctions,
	results: readonly ItemResult[],
	{ of = 'item', ...session }: Pick<Session, 'credential' | 'scrub'> & Readonly<{ of?: 'item' | 'leaver' }>,
): INodeExecutionData[] {
	const node = context.getNode();
	const withoutSecrets = dataScrub(session);
	const errorOf = (failed: Readonly<{ failure: Failure; person?: string | undefined }>, itemIndex: number) =>
		toNodeError(node, failed.failure, { ...(of === 'item' ? { itemIndex } : {}), person: failed.person, scrub: session.scrub });

	const first = results.findIndex(({ kind }) => kind === 'failed');
	const firstFailed = results[first];
	if (firstFailed?.kind === 'failed' && isTool(node)) throw scrubbedFailure(failed(firstFailed.failure), session.scrub);
	if (firstFailed?.kind === 'failed' && !context.continueOnFail()) throw errorOf(firstFailed, first);

	return results.flatMap((result, item): INodeExecutionData[] => {
		// Of a quarter of a million leavers, a spread would take 12 MB.
		const made = (json: IDataObject): INodeExecutionData => (of === 'item' ? { json, pairedItem: { item } } : { json });
		if (result.kind === 'done') return result.json.map((json) => made(withoutSecrets(json)));
		const failed = result.kind === 'failed' ? result : { failure: { kind: 'unexpected', says: `The ${of} was not processed` } as const };
		return [made(errorMembers(errorOf(failed, item)))];
	});
}

/** A shorter secret may be a part of somebody's name: data must not be altered by chance. */
const SHORTEST_IN_DATA = 8;

/** Blanks the credential's secrets in the texts of an item: a vendor may repeat a request in what it shows. */
function dataScrub({ credential, scrub: scrubWords }: Pick<Session, 'credential' | 'scrub'>): (json: IDataObject) => IDataObject {
	const scrub = scrubber(secretsOf(credential).filter(({ length }) => length >= SHORTEST_IN_DATA));
	return (json) => {
		const { warnings } = json;
		// What fell short is told in the vendor's words.
		const said =
			Array.isArray(warnings) && warnings.length > 0
				? { ...json, warnings: warnings.map((one: unknown) => scrubWords(String(one))) }
				: json;
		const text = JSON.stringify(said);
		// Of ten thousand users, hardly one is taken apart.
		return scrub(text) === text ? said : scrubbed(said, scrub);
	};
}

function scrubbed<T>(value: T, scrub: Scrub): T;
function scrubbed(value: unknown, scrub: Scrub): unknown {
	if (typeof value === 'string') return scrub(value);
	if (Array.isArray(value)) return value.map((one: unknown) => scrubbed(one, scrub));
	if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
	return Object.fromEntries(Object.entries(value).map(([name, property]) => [name, scrubbed(property, scrub)]));
}
