import type { IDataObject } from 'n8n-workflow';

import { carryOut, type Cost } from './contender';
import type { Asked, Contender } from './jobs';
import type { Opened, Seen, Vendor } from './vendor';

/** Where the vendors are found. */
export type Place = Readonly<{ vendor: Vendor; opened: Opened; certificateFile: string | undefined }>;

/** One comparison: the same people updated by each contender, in turn, several times. */
export type Race = Omit<Asked, 'items' | 'warmUp'> &
	Readonly<{
		contenders: readonly Contender[];
		people: number;
		delayMs: number;
		rounds: number;
		/** Without a warm-up: memory that it has taken would not be seen. */
		isCold?: true;
		/** See `Job`. */
		isWatched?: true;
	}>;

export type Run = Cost & Seen & Readonly<{ people: number }>;

/** Of each contender, its runs in the order of the rounds. */
export type Runs = ReadonlyMap<Contender, readonly Run[]>;

/** How many people are updated before anything is measured, by a vendor that answers at once. */
const WARM_UP = 300;

/** How many requests a contender may send beside those for people: the columns of an account, a whole list. */
const BESIDE = 12;

/** @throws Error when a contender did not do the whole work, or had more on the way than it was told */
export async function race(race: Race, place: Place): Promise<Runs> {
	const emails = place.opened.emails.slice(0, race.people);
	const runs = new Map<Contender, Run[]>(race.contenders.map((contender) => [contender, []]));
	for (let round = 1; round <= race.rounds; round += 1) {
		for (const contender of race.contenders) {
			// Another text in each run, so that everybody changes.
			const textsOf = (what: string): IDataObject[] =>
				emails.map((email, i) => ({ email, text: `${contender.title} ${what} ${round} ${i}` }));
			const warmUp = race.isCold ? [] : textsOf('warm-up').slice(0, WARM_UP);
			const asked = { ...race, items: textsOf(`${race.isWatched ? 'watched ' : ''}after ${race.delayMs} ms`), warmUp };
			runs.get(contender)?.push(await run(place, { ...race, contender, asked, writes: emails.length }));
		}
	}
	assertSameRequests(race, runs);
	return runs;
}

type Running = Readonly<{
	contender: Contender;
	asked: Asked;
	delayMs: number;
	/** How many have to arrive. */
	writes: number;
	isWatched?: true;
}>;

/** @throws Error as `race` does */
export async function run(
	{ vendor, opened, certificateFile }: Place,
	{ contender, asked, delayMs, writes, isWatched }: Running,
): Promise<Run> {
	const { way, items, concurrency } = asked;
	const job = { ...(await contender.job(asked, opened)), ...(isWatched ? { isWatched } : {}) };
	await vendor.begin(0);
	const cost = await carryOut(job, certificateFile, async () => await vendor.begin(delayMs));
	const seen = await vendor.end();
	const emails = items.map(({ email }) => String(email));
	const stored = await vendor.stored(way.title, emails);

	const told = `${way.title}, ${contender.title}: `;
	if (cost.error) throw new Error(told + cost.error);
	const unwritten = stored.filter((text, i) => text !== items[i]?.text).length;
	if (unwritten > 0) throw new Error(`${told}${unwritten} of ${emails.length} people were not written`);
	if (cost.items !== emails.length) throw new Error(`${told}${cost.items} items came out of ${emails.length}`);
	if (seen.writes !== writes) throw new Error(`${told}${seen.writes} writes instead of ${writes}`);
	if (contender.isBounded && seen.mostInFlight > concurrency) {
		throw new Error(`${told}${seen.mostInFlight} requests were on the way at once, of ${concurrency}`);
	}
	return { ...cost, ...seen, people: emails.length };
}

function assertSameRequests({ way }: Race, runs: Runs): void {
	const most = Math.max(...[...runs.values()].flat().map(({ requests }) => requests));
	for (const [{ title, sparesRequests }, all] of runs) {
		if (sparesRequests) continue;
		const less = all.find(({ requests }) => requests < most - BESIDE);
		if (less) throw new Error(`${way.title}, ${title}: ${less.requests} requests where another sent ${most}`);
	}
}
