import { WAYS, type Way } from '../workflow/ways';
import { CORE, CORE_WITHOUT_BOUND } from './coreNodes';
import { cpuPerPerson, figure, ownTime, peoplePerSecond, ratio, show } from './figures';
import { BARE, BARE_WITHOUT_PARAMETERS, OUR_FEWEST_REQUESTS, OUR_SYNC, OURS, RAW, USUAL_CONCURRENCY, type Contender } from './jobs';
import { race, run, type Place, type Race, type Run } from './race';
import type { Found } from './report';
import type { Scheme } from './vendor';

/** What it measures: a quick part of it, or all. */
export type Extent = Readonly<{ isWhole: boolean; rounds: number }>;

export type Part = Readonly<{ people: (extent: Extent) => number; measure: (place: Place, extent: Extent) => Promise<Found> }>;

const BOUND = 10;

const wayOf = (title: string): Way => {
	const found = WAYS.find((way) => way.title === title);
	if (!found) throw new Error(`There is no way ${title}`);
	return found;
};

type Raced = Readonly<{ of: (contender: Contender) => readonly Run[] }>;

async function raced(place: Place, asked: Omit<Race, 'concurrency'> & Partial<Pick<Race, 'concurrency'>>): Promise<Raced> {
	const runs = await race({ concurrency: BOUND, ...asked }, place);
	return { of: (contender) => runs.get(contender) ?? [] };
}

const QUICK_WAYS = ['Axero', 'Appenate (JSON)', 'HighQ Publisher (JSON)', 'iSpring Learn (REST, account)'];

/** Every way, with no wait at the vendor: what our own code takes. */
const ways: Part = {
	people: () => 1000,
	async measure(place, { isWhole, rounds }) {
		const chosen = isWhole ? WAYS : QUICK_WAYS.map(wayOf);
		const found = [];
		for (const way of chosen) {
			const contenders = [OURS, BARE, BARE_WITHOUT_PARAMETERS];
			const { of } = await raced(place, { way, contenders, people: 1000, delayMs: 0, scheme: 'http', rounds });
			const [ours, bare, without] = [of(OURS), of(BARE), of(BARE_WITHOUT_PARAMETERS)];
			const requests = (ours[0]?.requests ?? 0) / 1000;
			const row = [
				way.title,
				requests.toFixed(0),
				show(ratio(ours, bare, peoplePerSecond)),
				show(ratio(ours, bare, cpuPerPerson)),
				show(ownTime(ours, bare), 3),
				show(ratio(ours, without, peoplePerSecond)),
				show(ownTime(ours, without), 3),
				show(figure(ours, ({ vendorCpuSeconds, seconds }) => vendorCpuSeconds / seconds)),
			];
			found.push({ row, bar: { label: `${way.title}, 0 ms`, ratio: ratio(ours, bare, peoplePerSecond) } });
		}
		return {
			sections: [
				{
					title: 'Every way',
					about:
						'1,000 updates at a vendor that answers at once, beside the bare node, and beside one without parameters. The last column is how busy the sandbox was beside the node.',
					header: [
						'Way',
						'Requests each',
						'People per second',
						'Processor time',
						'Own time per request, ms',
						'People per second, without',
						'Own time, without',
						'Sandbox',
					],
					rows: found.map(({ row }) => row),
				},
			],
			bars: found.map(({ bar }) => bar),
		};
	},
};

/** How many people keep a round short. */
const PEOPLE_AT: ReadonlyMap<number, number> = new Map([
	[0, 1000],
	[20, 1000],
	[100, 500],
]);

/** A vendor that takes its time, by http and by https. */
const delays: Part = {
	people: () => 1000,
	async measure(place, { isWhole, rounds }) {
		const titles = isWhole ? ['Appenate (JSON)', 'HighQ Publisher (JSON)'] : ['Appenate (JSON)'];
		const schemes: readonly Scheme[] = place.opened.urls.https ? ['http', 'https'] : ['http'];
		const found = [];
		for (const title of titles) {
			for (const scheme of schemes) {
				const quick = scheme === 'http' ? PEOPLE_AT : [...PEOPLE_AT].filter(([delayMs]) => delayMs === 20);
				for (const [delayMs, people] of isWhole ? PEOPLE_AT : quick) {
					const { of } = await raced(place, { way: wayOf(title), contenders: [OURS, BARE, RAW], people, delayMs, scheme, rounds });
					const [ours, bare, raw] = [of(OURS), of(BARE), of(RAW)];
					const row = [
						title,
						scheme,
						`${delayMs}`,
						show(ratio(ours, bare, peoplePerSecond)),
						show(ratio(raw, bare, peoplePerSecond)),
						show(figure(ours, peoplePerSecond), 0),
						String(Math.max(...ours.map(({ mostInFlight }) => mostInFlight))),
					];
					found.push({ row, bar: { label: `${title}, ${scheme}, ${delayMs} ms`, ratio: ratio(ours, bare, peoplePerSecond) } });
				}
			}
		}
		return {
			sections: [
				{
					title: 'A vendor that takes its time',
					about: `People per second with ${BOUND} at once. undici alone keeps its connections, which n8n's helper can't.`,
					header: ['Way', 'By', 'Delay, ms', 'Our node : bare', 'undici alone : bare', 'Our node', 'Most at once'],
					rows: found.map(({ row }) => row),
				},
			],
			bars: found.map(({ bar }) => bar),
		};
	},
};

/** The same requests by HTTP Request and If. */
const core: Part = {
	people: ({ isWhole }) => (isWhole ? 10_000 : 1000),
	async measure(place, { isWhole, rounds }) {
		const rows = [];
		const mine = [OURS, OUR_FEWEST_REQUESTS, BARE];
		for (const people of isWhole ? [1000, 10_000] : [1000]) {
			// So many connections at once are more than a process may have open.
			const others = people > 1000 ? [CORE] : [CORE, CORE_WITHOUT_BOUND];
			const asked = { way: wayOf('HighQ Publisher (JSON)'), contenders: [...mine, ...others], people, delayMs: 0, scheme: 'http' } as const;
			// Cold, because memory that a warm-up has taken would not be seen.
			const { of } = await raced(place, { ...asked, rounds: people > 1000 ? 1 : rounds, isCold: true });
			const watched = await raced(place, { ...asked, rounds: 1, isWatched: true });
			for (const other of others) {
				for (const one of mine) {
					const [its, theirs] = [of(one), of(other)];
					rows.push([
						one.title,
						other.title,
						people.toLocaleString('en'),
						show(ratio(its, theirs, peoplePerSecond)),
						show(ratio(its, theirs, cpuPerPerson)),
						show(ratio(its, theirs, ({ grownMegabytes }) => grownMegabytes)),
						show(ratio(watched.of(one), watched.of(other), ({ keptMegabytes }) => keptMegabytes)),
						String(Math.max(...theirs.map(({ mostInFlight }) => mostInFlight))),
					]);
				}
			}
		}
		return {
			sections: [
				{
					title: "n8n's own nodes",
					about: [
						`HighQ, answered at once: HTTP Request, If, HTTP Request, with a credential, sending the same four requests a person. Our node keeps to ${BOUND} at once. So do they in Loop Over Items with ${BOUND} a batch; without it they send everything at once, and 10,000 people are more connections than a process may have open. The bare node shows how far any node can get that sends these requests through n8n's helper. What makes more of a difference is a request that is not sent: Sync Users takes everybody from one list, and with **Read Back: When the Answer Leaves It Open** sends two requests a person.`,
						"Memory growth is what the process takes from the system; most of it is what n8n's client leaves behind and V8 has not collected yet. Memory kept is what can't be collected, at the most: it says how long a list may be.",
					].join('\n\n'),
					header: ['Node', 'Beside', 'People', 'People per second', 'Processor time', 'Memory growth', 'Memory kept', 'Their most at once'],
					rows,
				},
			],
			bars: [],
		};
	},
};

/** A long list. */
const growth: Part = {
	people: ({ isWhole }) => (isWhole ? 50_000 : 5000),
	async measure(place, { isWhole }) {
		const runs: Run[] = [];
		const rows = [];
		for (const people of isWhole ? [5000, 50_000] : [1000, 5000]) {
			const asked = { way: wayOf('Axero'), contenders: [OURS, BARE], people, delayMs: 0, scheme: 'http' } as const;
			const { of } = await raced(place, { ...asked, rounds: 1, isCold: true });
			const [ours, bare] = [of(OURS), of(BARE)];
			runs.push(...ours);
			rows.push([
				people.toLocaleString('en'),
				show(ratio(ours, bare, peoplePerSecond)),
				show(ratio(ours, bare, ({ peakMegabytes }) => peakMegabytes)),
				show(ratio(ours, runs.slice(0, 1), peoplePerSecond)),
				show(ratio(ours, runs.slice(0, 1), cpuPerPerson)),
			]);
		}
		return {
			sections: [
				{
					title: 'A long list',
					about: 'Updates at Axero in one execution. The last two columns hold the node against itself with the shorter list.',
					header: ['People', 'Our node : bare', 'Peak memory : bare', 'People per second : short', 'Processor time : short'],
					rows,
				},
			],
			bars: [],
		};
	},
};

/** Ten executions in one process, with one credential. */
const executions: Part = {
	people: () => 1000,
	async measure(place, { rounds }) {
		const rows = [];
		for (const title of ['HighQ Publisher (JSON)', 'Appenate (JSON)']) {
			const asked = { way: wayOf(title), contenders: [OURS], people: 500, delayMs: 20, scheme: 'http', executions: 10 } as const;
			const { of } = await raced(place, { ...asked, concurrency: USUAL_CONCURRENCY, rounds });
			rows.push([title, '10', String(USUAL_CONCURRENCY), String(Math.max(...of(OURS).map(({ mostInFlight }) => mostInFlight)))]);
		}
		return {
			sections: [
				{
					title: 'Executions at the same time',
					about: 'Ten executions with the same credential in one n8n process.',
					header: ['Way', 'Executions', 'Concurrency', 'Most requests at once'],
					rows,
				},
			],
			bars: [],
		};
	},
};

/** The same list twice. */
const sync: Part = {
	people: ({ isWhole }) => (isWhole ? 10_000 : 1000),
	async measure(place, { isWhole }) {
		const people = isWhole ? 10_000 : 1000;
		const items = place.opened.emails.slice(0, people).map((email, i) => ({ email, text: `new ${i}` }));
		const asked = { way: wayOf('HighQ Publisher (JSON)'), scheme: 'http', concurrency: BOUND, items, warmUp: [] } as const;
		const first = await run(place, { contender: OUR_SYNC, asked, delayMs: 20, writes: people });
		const again = await run(place, { contender: OUR_SYNC, asked, delayMs: 20, writes: 0 });
		const row = [people.toLocaleString('en'), String(first.writes), String(again.writes), String(again.requests)];
		return {
			sections: [
				{
					title: 'The same list again',
					about: 'Sync Users at HighQ, 20 ms away, in pages of 200.',
					header: ['People', 'Writes at first', 'Writes again', 'Requests again', 'Faster'],
					rows: [[...row, `${(first.seconds / again.seconds).toFixed(0)} ×`]],
				},
			],
			bars: [],
		};
	},
};

export const PARTS: Readonly<Record<string, Part>> = { ways, delays, core, growth, executions, sync };
