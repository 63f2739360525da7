import type { IDataObject } from 'n8n-workflow';

import { carryOut, type Cost } from './contender';
import type { Asked, Contender } from './jobs';
import type { Seen, Vendor } from './vendor';

/** One comparison: the same people updated by each contender, in turn, several times. */
export type Race = Omit<Asked, 'items' | 'warmUp'> &
	Readonly<{
		contenders: readonly Contender[];
		people: number;
		delayMs: number;
		rounds: number;
	}>;

export type Run = Cost & Seen & Readonly<{ people: number }>;

/** Of each contender, its runs in the order of the rounds. */
export type Runs = ReadonlyMap<Contender, readonly Run[]>;

/** How many people are updated before anything is measured. */
const WARM_UP = 300;

/** How many requests a contender may send beside those for people: a token, the columns of an account, a whole list. */
const BESIDE = 12;

/** @throws Error when a contender did not do the whole work, or had more on the way than it was told */
export async function race(race: Race, vendor: Vendor, certificateFile: string | undefined): Promise<Runs> {
	const runs = new Map<Contender, Run[]>(race.contenders.map((contender) => [contender, []]));
	for (let round = 1; round <= race.rounds; round += 1) {
		for (const contender of race.contenders) runs.get(contender)?.push(await oneRun(race, contender, { vendor, certificateFile, round }));
	}
	assertSameWork(race, runs);
	return runs;
}

type With = Readonly<{ vendor: Vendor; certificateFile: string | undefined; round: number }>;

async function oneRun(race: Race, contender: Contender, { vendor, certificateFile, round }: With): Promise<Run> {
	const opened = await vendor.open();
	const emails = opened.emails.slice(0, race.people);
	// Another text in each run, so that everybody changes.
	const textsOf = (what: string): IDataObject[] => emails.map((email, i) => ({ email, text: `${contender.title} ${what} ${round} ${i}` }));
	const items = textsOf('measured');
	const job = await contender.job({ ...race, items, warmUp: textsOf('warm-up').slice(0, WARM_UP) }, opened);
	await vendor.begin(0);
	const cost = await carryOut(job, certificateFile, async () => await vendor.begin(race.delayMs));
	const seen = await vendor.end();
	const stored = await vendor.stored(race.way.title, emails);

	const told = `${race.way.title}, ${contender.title}: `;
	if (cost.error) throw new Error(told + cost.error);
	const unwritten = stored.filter((text, i) => text !== items[i]?.text).length;
	if (unwritten > 0) throw new Error(`${told}${unwritten} of ${emails.length} people were not written`);
	if (cost.items !== emails.length) throw new Error(`${told}${cost.items} items came out of ${emails.length}`);
	if (seen.writes !== emails.length) throw new Error(`${told}${seen.writes} writes for ${emails.length} people`);
	if (contender.bounded && seen.mostInFlight > race.concurrency)
		throw new Error(`${told}${seen.mostInFlight} requests were on the way at once, of ${race.concurrency}`);
	return { ...cost, ...seen, people: emails.length };
}

function assertSameWork({ way }: Race, runs: Runs): void {
	const most = Math.max(...[...runs.values()].flat().map(({ requests }) => requests));
	for (const [{ title, requestsOfItsOwn }, all] of runs) {
		const less = all.find(({ requests }) => requests < most - BESIDE);
		if (less && !requestsOfItsOwn) throw new Error(`${way.title}, ${title}: ${less.requests} requests where another sent ${most}`);
	}
}
