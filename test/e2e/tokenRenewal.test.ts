import path from 'node:path';

import { startSandbox, type LoggedRequest, type Sandbox } from '../sandbox';
import type { SyncWay } from '../workflow/syncWays';
import { WITH_TOKENS } from './canaryRuns';
import { itemsOf, startN8n, type Execution, type RunningN8n } from './n8n';
import { credentialOf, errorOf, OURS, slug, workflowOf, type Row } from './runs';

const TARBALL = path.resolve(__dirname, '../../node_modules/.cache/user-provisioning/package.tgz');
const PEOPLE = 8;
const CONTINUED = 'continued';

let sandbox: Sandbox;
let n8n: RunningN8n;
beforeAll(async () => {
	sandbox = await startSandbox({ people: PEOPLE });
	n8n = await startN8n({
		tarball: TARBALL,
		credentials: WITH_TOKENS.map((way) => credentialOf(way, sandbox)),
		workflows: WITH_TOKENS.flatMap((way) => {
			const asked = { operation: 'update', people: peopleOf(way) } as const;
			const settings = { onError: 'continueErrorOutput' };
			return [
				workflowOf(way, { ...asked, id: slug(way) }),
				workflowOf(way, { ...asked, id: CONTINUED + slug(way), options: { concurrency: 1, maxRetries: 0 }, settings }),
			];
		}),
	});
}, 180_000);
afterAll(async () => {
	await n8n.stop();
	await sandbox.close();
}, 30_000);

const peopleOf = (way: SyncWay): readonly Row[] =>
	way.people(sandbox).map(({ email }) => ({ email, text: 'desired', firstName: '', lastName: '', login: '' }));
const desired = Array<string>(PEOPLE).fill('desired');
const isToken = ({ path: place, method }: LoggedRequest): boolean => method === 'POST' && place.endsWith('/token');
/** How many tokens were issued. */
const issued = (): number =>
	sandbox.requests.filter(isToken).filter(({ status, body }) => status === 200 && body.includes('client_secret')).length;
const actions = (execution: Execution): readonly unknown[] => itemsOf(execution, OURS).map(({ json }) => json.action ?? json.error);

describe.each(WITH_TOKENS)('the access token of $title', (way) => {
	beforeAll(() => {
		sandbox.reset();
	});
	beforeEach(() => {
		sandbox.heal();
		sandbox.clearLog();
	});

	const update = async (): Promise<Execution> => await n8n.runWorkflow(slug(way));

	it('is renewed once when it is over, and everybody is written', async () => {
		sandbox.expireTokens();
		const execution = await update();

		expect(errorOf(execution)).toBe('');
		expect(actions(execution)).toEqual(desired.map(() => 'updated'));
		expect(way.people(sandbox).map(({ text }) => text)).toEqual(desired);
		expect(issued()).toBe(1);
	}, 60_000);

	it('serves the next execution as well, because n8n has stored it', async () => {
		const execution = await update();

		expect(errorOf(execution)).toBe('');
		expect(actions(execution)).toEqual(desired.map(() => 'unchanged'));
		expect(sandbox.requests.filter(isToken)).toEqual([]);
	}, 60_000);

	it('is renewed again, with what n8n has stored, by the next execution that finds it over', async () => {
		sandbox.expireTokens();

		expect(errorOf(await update())).toBe('');
		expect(issued()).toBe(1);
	}, 60_000);

	it('is renewed in the middle of an execution', async () => {
		for (const { email } of way.people(sandbox)) rename(way, email);
		let over = false;
		sandbox.fail({
			channel: way.channel,
			kind: 'altered',
			afterHandling: true,
			alter: (answer, { isWrite }) => {
				if (isWrite && !over) sandbox.expireTokens();
				over ||= isWrite;
				return answer;
			},
		});
		const execution = await update();

		expect(errorOf(execution)).toBe('');
		expect(over).toBe(true);
		expect(way.people(sandbox).map(({ text }) => text)).toEqual(desired);
		expect(issued()).toBe(1);
	}, 60_000);

	it('that can not be renewed fails each item by the error output, and nothing is written', async () => {
		sandbox.expireTokens();
		sandbox.fail({ only: isToken, kind: 'status', status: 400, contentType: 'application/json', body: '{"error":"invalid_grant"}' });
		const execution = await n8n.runWorkflow(CONTINUED + slug(way));

		expect(actions(execution)).toEqual([]);
		expect(itemsOf(execution, OURS, 1)).toHaveLength(PEOPLE);
		expect(String(itemsOf(execution, OURS, 1)[0]?.json.error)).toMatch(/\[item 0\]/);
		expect(sandbox.writes(way.channel)).toEqual([]);
	}, 60_000);
});

/** Gives somebody another text behind the node's back. */
function rename({ channel }: SyncWay, email: string): void {
	if (channel === 'highq') {
		sandbox.edit('highq', email, (user) => {
			user.bio = 'former';
		});
	} else {
		sandbox.edit('ispring', email, ({ fields }) => {
			fields.job_title = 'former';
		});
	}
}
