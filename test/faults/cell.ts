import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../sandbox';
import type { NodeResult } from '../workflow/engine';
import type { SyncWay } from '../workflow/syncWays';
import type { NamedFault } from './faultList';
import { leaksOf } from './leaks';
import { itemsFor, passwordOf, runOperation, type Operation } from './operations';

/** Which requests a fault strikes. */
export const STRIKES = ['the first request', 'the first write', 'every write', 'every request'] as const;
export type Strikes = (typeof STRIKES)[number];

/** What became of one fault on one way in one operation. */
export type Row = Readonly<{
	fault: string;
	strikes: Strikes;
	way: string;
	operation: Operation;
	sent: string;
	written: string;
	out: string;
	problems: readonly string[];
}>;

export type Cell = Readonly<{
	sandbox: Sandbox;
	way: SyncWay;
	fault: NamedFault;
	strikes: Strikes;
	operation: Operation;
	elsewhere: string;
}>;

/** Words that own up to a write that may have been carried out. */
const DOUBT =
	/not known|unclear whether|may already be|may have been|may be there|may already exist|user exists|was created|w(?:as|ere) updated|is there\b|accepted the|could not be read/i;
/** Port 1 is nobody's on this machine. */
const NOBODY = 'http://127.0.0.1:1';

/** Whether a fault can strike at all: reading writes nothing, and a refused connection is there from the start. */
export function isPossible({ fault, strikes, operation }: Pick<Cell, 'fault' | 'strikes' | 'operation'>): boolean {
	if (fault.nobodyListens) return strikes === 'every request';
	return operation !== 'get' || strikes === 'the first request' || strikes === 'every request';
}

/** Runs one operation under one fault, then once more without it. */
export async function runCell(cell: Cell): Promise<Row> {
	const { sandbox, way, fault, strikes, operation, elsewhere } = cell;
	sandbox.reset();
	const items = itemsFor(way, sandbox, operation);
	const before = way.people(sandbox);
	const struck = fault.fault?.(way, sandbox, elsewhere);
	if (struck) {
		sandbox.fail({
			channel: way.channel,
			...struck,
			...(strikes.startsWith('the first') ? { times: 1 } : {}),
			...(strikes.endsWith('write') ? { only: ({ isWrite }) => isWrite } : { only: ({ path }) => !path.endsWith('/token') }),
		});
	}
	const fields = passwordOf(way, operation);
	const result = await runOperation(way, sandbox, operation, { items, fields, ...(fault.nobodyListens ? { data: { url: NOBODY } } : {}) });
	const sent = sandbox.requests.filter(({ channel }) => channel === way.channel);
	const written = items.filter(({ email, text }) => storedText(cell, String(email)) === text && operation !== 'get').length;
	const problems = [...problemsOf(cell, { items, before, result }), ...leaksOf(result).map((seen) => `seen: ${seen}`)];

	sandbox.heal();
	const again = await runOperation(way, sandbox, operation === 'create' ? 'upsert' : operation, { items });
	problems.push(...problemsAfterwards(cell, items, again));
	return {
		fault: fault.title,
		strikes,
		way: way.title,
		operation,
		sent: `${sent.length} requests, ${sent.filter(({ isWrite }) => isWrite).length} writes`,
		written: operation === 'get' ? '-' : `${written} of ${items.length}`,
		out: saidBy(result, items.length)
			.map(({ words, isDone }) => (isDone ? words : `error: ${words.slice(0, 320)}`))
			.filter((one, i, all) => all.indexOf(one) === i)
			.join(' | '),
		problems,
	};
}

type Said = Readonly<{ isDone: boolean; words: string; json: IDataObject }>;

/** What came out for each item. A run that fails as a whole loses them all: n8n lets the input go on as if it were done. */
function saidBy({ outputs, error }: NodeResult, howMany: number): readonly Said[] {
	const items = outputs[0] ?? [];
	return Array.from({ length: howMany }, (_unused, i): Said => {
		if (error) return { isDone: false, words: `LOST: failed as a whole: ${error.message}`, json: {} };
		const own = items.filter(({ pairedItem }) => JSON.stringify(pairedItem) === JSON.stringify({ item: i }));
		const [one] = own;
		if (own.length !== 1 || !one) return { isDone: false, words: `LOST: ${own.length} items came out`, json: {} };
		const { json } = one;
		const isDone = json.error === undefined;
		return { isDone, words: isDone ? String(json.action ?? 'read') : `${String(json.error)} ${String(json.message ?? '')}`, json };
	});
}

type After = Readonly<{
	items: readonly IDataObject[];
	before: ReadonlyArray<Readonly<{ email: string; text: string }>>;
	result: NodeResult;
}>;

function* problemsOf(cell: Cell, { items, before, result }: After): Generator<string> {
	const { way, sandbox, operation } = cell;
	const outputs = result.outputs[0]?.length ?? 0;
	if (outputs !== items.length) yield `${items.length} items in, ${outputs} out`;
	for (const [i, said] of saidBy(result, items.length).entries()) {
		const { email, text } = items[i] ?? {};
		const address = String(email);
		const former = before.find((person) => person.email === address)?.text;
		const stored = storedText(cell, address);
		if (said.words.startsWith('LOST')) yield `item ${i}: ${said.words}`;
		if (operation === 'get') {
			if (said.isDone && !JSON.stringify(said.json).includes(address))
				yield `item ${i}: silent success, ${JSON.stringify(said.json).slice(0, 80)}`;
			if (stored !== former) yield `item ${i}: reading changed ${String(former)} to ${String(stored)}`;
			continue;
		}
		const isHalf = former === undefined && stored === '' && DOUBT.test(said.words);
		if (stored !== former && stored !== text && !isHalf) yield `item ${i}: another value, "${String(stored)}"`;
		if (said.isDone && stored !== text) yield `item ${i}: said "${said.words}", and the vendor has "${String(stored)}"`;
		if (!said.isDone && stored !== former && !DOUBT.test(said.words)) yield `item ${i}: written, and said without a doubt: "${said.words}"`;
		if (said.isDone && !['updated', 'sent', 'created', 'unchanged'].includes(said.words)) yield `item ${i}: came out as "${said.words}"`;
	}
	const others = new Map(before.map((person) => [person.email, person.text]));
	for (const { email, text } of way.people(sandbox)) {
		if (!items.some((item) => item.email === email) && others.get(email) !== text) yield `${email} was touched`;
	}
	yield* doubled(cell);
}

function* problemsAfterwards(cell: Cell, items: readonly IDataObject[], result: NodeResult): Generator<string> {
	for (const [i, { isDone, words }] of saidBy(result, items.length).entries()) {
		const { email, text } = items[i] ?? {};
		if (!isDone) yield `second run, item ${i}: ${words}`;
		else if (cell.operation !== 'get' && storedText(cell, String(email)) !== text)
			yield `second run, item ${i}: "${words}" without the value`;
	}
	yield* doubled(cell);
}

function* doubled({ way, sandbox }: Cell): Generator<string> {
	const emails = way.people(sandbox).map(({ email }) => email.toLowerCase());
	const twice = emails.filter((email, i) => emails.indexOf(email) !== i);
	if (twice.length > 0) yield `doubled: ${twice.join(', ')}`;
}

function storedText({ way, sandbox }: Cell, email: string): string | undefined {
	return way.people(sandbox).find((person) => person.email === email)?.text;
}
