import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { failed } from '../../nodes/shared/failure';
import type { VendorAnswer } from '../../nodes/shared/http/types';
import { renewing } from '../../nodes/shared/n8n/session/renewal';
import { USUAL_TIMEOUT_MS } from '../../nodes/shared/n8n/session/deadline';
import { refreshTokenOf, tokenOf } from '../../nodes/shared/n8n/session/credential';

const REQUEST = { method: 'PUT', url: 'https://vendor.test/users/1' } as const;
const PROCESSES = 2;
const EACH = 40;
const AT_ONCE = 4;
/** After so many requests were carried out, the token ends. */
const ENDS = [13, 27, 45];
/** What a sleep of the clock comes to here, in turns of the event loop. */
const MS_A_TURN = 100;

type Kind = Readonly<{
	title: string;
	credential: (token: string, refresh: string) => ICredentialDataDecryptedObject;
	/** Whether the platform reads what is stored before it spends a refresh token. */
	readsBefore: boolean;
}>;

const oauth2 = (token: string, refresh: string) => ({ oauthTokenData: { access_token: token, refresh_token: refresh } });
const KINDS: readonly Kind[] = [
	{ title: 'OAuth2', credential: oauth2, readsBefore: true },
	{ title: 'OAuth2 in the oldest n8n', credential: oauth2, readsBefore: false },
	{ title: 'a pair of tokens', credential: (accessToken, refreshToken) => ({ accessToken, refreshToken }), readsBefore: false },
];

/** The same order of events for the same seed. */
function randomOf(seed: number): (below: number) => number {
	let state = seed * 2_654_435_761 + 1;
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

/** Several processes with one stored credential, at a vendor who gives a new refresh token each time and ends the former access token at once. */
async function work({ credential, readsBefore }: Kind, { seed, late }: Readonly<{ seed: number; late: number }>) {
	const random = randomOf(seed);
	const turns = async (most: number): Promise<void> => {
		for (let left = random(most + 1); left > 0; left -= 1) await new Promise(setImmediate);
	};
	let [good, refresh]: readonly [string, string] = ['A0', 'R0'];
	let database = credential(good, refresh);
	let [carriedOut, renewals, spent] = [0, 0, 0];

	const renewed = async (data: ICredentialDataDecryptedObject): Promise<ICredentialDataDecryptedObject> => {
		const offered = refreshTokenOf(data);
		await turns(4);
		if (offered !== refresh) {
			spent += 1;
			throw failed({ kind: 'signIn', status: 400, says: 'invalid_grant' });
		}
		renewals += 1;
		[good, refresh] = [`A${renewals}`, `R${renewals}`];
		const fresh = credential(good, refresh);
		await turns(4);
		return fresh;
	};
	const store = async (fresh: ICredentialDataDecryptedObject): Promise<void> => {
		for (let left = random(late + 1); left > 0; left -= 1) await new Promise(setImmediate);
		database = structuredClone(fresh);
	};
	const stored = async (): Promise<ICredentialDataDecryptedObject> => {
		await turns(2);
		const found = structuredClone(database);
		await turns(2);
		return found;
	};

	const newProcess = () => {
		const data = structuredClone(database);
		const answered = async (): Promise<VendorAnswer> => {
			const token = tokenOf(data);
			await turns(6);
			const status = token === good ? 200 : 401;
			if (status === 200) {
				carriedOut += 1;
				if (ENDS.includes(carriedOut)) good = 'ended';
			}
			await turns(6);
			return { status, statusText: '', headers: {}, body: '' };
		};
		/** As a credential does that renews itself before a request. */
		const signedIn = async (): Promise<void> => {
			const held = structuredClone(data);
			await turns(2);
			if (tokenOf(held) === good) return;
			const fresh = await renewed(held);
			await store(fresh);
			Object.assign(data, fresh);
		};
		return renewing({
			data,
			exchange: async (_wanted, { renews }) => {
				if (renews) await signedIn();
				return await answered();
			},
			renewOAuth2: async () => {
				const held = structuredClone(data);
				const found = readsBefore ? await stored() : held;
				const fresh = tokenOf(found) === tokenOf(held) ? await renewed(held) : found;
				if (fresh !== found) await store(fresh);
				Object.assign(data, fresh);
			},
			stored,
			clock: {
				sleep: async (ms) => {
					for (let left = ms / MS_A_TURN; left > 0; left -= 1) await new Promise(setImmediate);
				},
				isCancelled: () => false,
			},
			ending: { timeout: USUAL_TIMEOUT_MS },
		});
	};

	const statuses: number[] = [];
	await Promise.all(
		Array.from({ length: PROCESSES }, newProcess).flatMap((send) =>
			Array.from({ length: AT_ONCE }, async () => {
				for (let left = EACH / AT_ONCE; left > 0; left -= 1) {
					statuses.push(
						await send(REQUEST).then(
							({ status }) => status,
							() => 0,
						),
					);
				}
			}),
		),
	);
	return { refused: statuses.filter((status) => status !== 200).length, renewals, spent };
}

describe.each(KINDS)('a refresh token that two processes have, of $title', (kind) => {
	it.each([0, 10, 20])('ends no request, in whatever order they renew it, where it is stored up to %i turns late', async (late) => {
		const seeds = Array.from({ length: 100 }, (_, seed) => seed);
		const worked = [];
		for (const seed of seeds) worked.push({ seed, ...(await work(kind, { seed, late })) });

		expect(worked.filter(({ refused }) => refused > 0)).toEqual([]);
		expect(worked.filter(({ renewals }) => renewals > ENDS.length)).toEqual([]);
		// The other process tries what is spent at most once for each.
		expect(worked.filter(({ spent }) => spent > ENDS.length * (PROCESSES - 1))).toEqual([]);
	});
});
