import { itemsOf } from '../e2e/n8n';
import { credentialOf, OURS, type Row } from '../e2e/runs';
import { HIGHQ_OAUTH2 as way } from '../workflow/syncWays';
import type { LoggedRequest } from '../sandbox';
import { begin, changed, ended, listWorkflow, split } from './lists';
import { freshQueueMode } from './queueMode';

const PEOPLE = 300;
/** How many people each worker has changed when the token ends. */
const ENDS = [30, 90];
const TRIALS = Number(process.env.TRIALS ?? 3);
const VENDOR_TAKES_MS = 20;

/** Each worker takes one list: with more at once, one of them may take both. */
const run = freshQueueMode(
	{ people: PEOPLE, highqEndsFormerTokens: true },
	(sandbox) => ({
		credentials: [credentialOf(way, sandbox)],
		workflows: [listWorkflow(way, { id: 'list', operation: 'update', settings: { onError: 'continueRegularOutput' } })],
	}),
	{ atOnce: 1 },
);

const isRenewal = ({ path, body }: LoggedRequest): boolean => path.endsWith('/token') && body.includes('client_secret');

/** The token ends when each of the lists has got so far, and again. @returns how often it did */
function endsInBetween(lists: ReadonlyArray<readonly Row[]>) {
	const written = lists.map(() => 0);
	const left = [...ENDS];
	const end = run.sandbox.onChange(({ card }) => {
		const list = lists.findIndex((rows) => rows.some(({ email }) => email === card.email));
		written[list] = (written[list] ?? 0) + 1;
		const next = left[0];
		if (next === undefined || written.some((count) => count < next)) return;
		left.shift();
		run.sandbox.expireTokens();
	});
	return () => {
		end();
		return ENDS.length - left.length;
	};
}

async function trial(name: string) {
	const rows = changed(way.people(run.sandbox), name);
	const lists = split(rows, 2);
	run.sandbox.clearLog();
	const end = endsInBetween(lists);
	await begin(run.main(), 'list', lists);
	const executions = await ended(run.main, 'list', lists.length);
	const errors = executions.flatMap((one) => itemsOf(one, OURS)).flatMap(({ json }) => (json.error === undefined ? [] : [json.error]));
	return {
		errors,
		unwritten: rows.filter(({ email, text }) => way.stored(run.sandbox, email) !== text).length,
		tokensEnded: end(),
		renewed: run.sandbox.requests.filter((request) => isRenewal(request) && request.status === 200).length,
	};
}

describe('two workers with one token of HighQ, which ends in mid-run twice, and whose renewal ends the former one at once', () => {
	it(
		`write everybody, and renew it once each time, in ${TRIALS} of ${TRIALS} trials`,
		async () => {
			run.sandbox.fail({ channel: way.channel, kind: 'delay', delayMs: VENDOR_TAKES_MS });
			for (let i = 1; i <= TRIALS; i += 1) {
				expect({ i, ...(await trial(`trial ${i}`)) }).toEqual({
					i,
					errors: [],
					unwritten: 0,
					tokensEnded: ENDS.length,
					renewed: ENDS.length,
				});
			}
			const jobs = run.queue.workers.map(({ log }) => log().split('Worker started execution').length - 1);
			expect(jobs).toEqual([TRIALS, TRIALS]);
		},
		120_000 + TRIALS * 120_000,
	);
});
