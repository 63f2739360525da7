import type { ICredentialDataDecryptedObject, INodeCredentialsDetails, IWorkflowExecuteAdditionalData } from 'n8n-workflow';

import { startSandbox, type LoggedRequest, type Sandbox } from '../sandbox';
import type * as Engine from '../workflow/engine';
import { StoredCredentials } from '../workflow/storedCredentials';
import type * as SyncWays from '../workflow/syncWays';
import { updateParameters, type Way } from '../workflow/ways';

const PEOPLE = 300;
const EACH = PEOPLE / 2;

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ people: PEOPLE, highqEndsFormerTokens: true });
});
afterAll(async () => {
	await sandbox.close();
});
beforeEach(() => {
	sandbox.reset();
});

/** n8n and the nodes, with modules of their own: what one of them keeps in memory, the other does not know. */
type Process = Readonly<{ engine: typeof Engine; ways: typeof SyncWays }>;
const processes: readonly Process[] = [newProcess(), newProcess()];
function newProcess(): Process {
	const loaded: Process[] = [];
	jest.isolateModules(() => {
		loaded.push({
			engine: jest.requireActual<typeof Engine>('../workflow/engine'),
			ways: jest.requireActual<typeof SyncWays>('../workflow/syncWays'),
		});
	});
	const [made] = loaded;
	if (!made) throw new Error('No modules were loaded');
	return made;
}

/** The database, which may show what was written a few reads late. */
class Database extends StoredCredentials {
	private late: ICredentialDataDecryptedObject | undefined;
	private readsLeft = 0;

	constructor(
		credential: ConstructorParameters<typeof StoredCredentials>[0],
		private readonly readsLate: number,
	) {
		super(credential);
	}

	override async getDecrypted(additional: IWorkflowExecuteAdditionalData, credentials: INodeCredentialsDetails, type: string) {
		const now = await super.getDecrypted(additional, credentials, type);
		if (!this.late || this.readsLeft <= 0) return now;
		this.readsLeft -= 1;
		return { ...now, ...structuredClone(this.late) };
	}

	override async updateCredentials(credentials: INodeCredentialsDetails, type: string, data: ICredentialDataDecryptedObject) {
		this.late = structuredClone(this.data(type));
		this.readsLeft = this.readsLate;
		await super.updateCredentials(credentials, type, data);
	}
}

const isRenewal = ({ path, body }: LoggedRequest): boolean => path.endsWith('/token') && body.includes('client_secret');
const renewals = (status: number): number => sandbox.requests.filter((request) => isRenewal(request) && request.status === status).length;

type WayOf = (ways: typeof SyncWays) => Way;
const oauth2: WayOf = ({ HIGHQ_OAUTH2 }) => HIGHQ_OAUTH2;
const pair: WayOf = ({ SYNC_WAYS }) => {
	const way = SYNC_WAYS.find(({ title }) => title === 'HighQ Publisher (JSON)');
	if (!way) throw new Error('There is no such way');
	return { ...way, data: (from) => ({ ...way.data(from), ...from.secrets.highq }) };
};

/** Two halves of the people at once, each in a process of its own; the token ends when so many people were changed. */
async function updated(wayOf: WayOf, { ends, readsLate = 0 }: Readonly<{ ends: readonly number[]; readsLate?: number }>) {
	const emails = sandbox.people('highq').map(({ email }) => email);
	const [way] = processes.map(({ ways }) => wayOf(ways));
	if (!way) throw new Error('There are no processes');
	const database = new Database([{ type: way.credential(), data: way.data(sandbox) }], readsLate);
	let changes = 0;
	const end = sandbox.onChange(() => {
		changes += 1;
		if (ends.includes(changes)) sandbox.expireTokens();
	});
	const results = await Promise.all(
		processes.map(async ({ engine, ways }, i) => {
			const own = wayOf(ways);
			return await engine.runNode({
				node: own.node(),
				credential: { type: own.credential(), data: {} },
				stored: database,
				items: emails.slice(i * EACH, (i + 1) * EACH).map((email) => ({ email, text: `new ${email}` })),
				onError: 'continueRegularOutput',
				parameters: { ...updateParameters(own), options: { format: 'json', maxChanges: PEOPLE, maxShare: 100 } },
			});
		}),
	);
	end();
	return {
		errors: results.flatMap(({ outputs }) => (outputs[0] ?? []).flatMap(({ json }) => (json.error === undefined ? [] : [json.error]))),
		unwritten: emails.filter((email) => way.stored(sandbox, email) !== `new ${email}`).length,
	};
}

const ENDS = [90, 200];
const CASES: ReadonlyArray<readonly [string, number, () => void]> = [
	[
		'one renewing it while the other has requests on the way',
		0,
		() => {
			let count = 0;
			// Every fourth arrives when the others were answered long since.
			sandbox.fail({ channel: 'highq', kind: 'delay', delayMs: 60, only: () => (count += 1) % 4 === 0 });
		},
	],
	['both asking for a new one at once', 0, () => sandbox.fail({ kind: 'delay', delayMs: 80, only: isRenewal })],
	['one seeing late what the other has stored', 3, () => undefined],
];

describe.each([
	['OAuth2', oauth2],
	['a pair of tokens', pair],
] as const)('two processes and one token of HighQ by %s, which ends in the middle', (_what, wayOf) => {
	it.each(CASES)('write everybody, %s', async (_how, readsLate, begin) => {
		begin();

		expect(await updated(wayOf, { ends: ENDS, readsLate })).toEqual({ errors: [], unwritten: 0 });
		expect(renewals(200)).toBe(ENDS.length);
		// The other one may have tried the refresh token that was just spent.
		expect(renewals(400)).toBeLessThanOrEqual(ENDS.length);
	});
});
