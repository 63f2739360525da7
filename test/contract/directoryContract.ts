import { FailureError, type Failure, type ListEnd } from '../../nodes/shared/failure';
import { UsersAtRest, type Resting } from '../../nodes/shared/fields/atRest';
import { writeJson, type Json } from '../../nodes/shared/json/json';
import type { UserDirectory } from '../../nodes/shared/provisioning/directory';
import { updating } from '../../nodes/shared/provisioning/userOperation';
import { provision } from '../unit/provisioned';
import type { FieldEdits, FieldName, MatchBy, MatchKey, Outcome, Profile } from '../../nodes/shared/provisioning/types';
import type { Channel, Sandbox } from '../sandbox';
import type { FaultKind } from '../sandbox/types';
import { HARD_TEXTS } from './hardText';

/** What can befall a request. */
type Fault = Extract<FaultKind, { kind: 'malformed' | 'redirect' | 'reset' | 'status' }>;

/** One channel of the sandbox, as the suite needs it. */
export function onSandbox(sandbox: () => Sandbox, channel: Channel): DirectoryCase<MatchBy, unknown, unknown>['vendor'] {
	return {
		reset: () => sandbox().reset(),
		writes: () => sandbox().writes(channel),
		fail: (fault) => sandbox().fail({ channel, ...fault }),
	};
}

/** One vendor, or one protocol of it, as the suite needs it. */
export type DirectoryCase<By extends MatchBy, Options, Doc> = Readonly<{
	/** Where the people are; its faults strike the next request. */
	vendor: Readonly<{ reset: () => void; writes: () => readonly unknown[]; fail: (fault: Fault) => void }>;
	/** A directory with a fresh session. */
	open: () => UserDirectory<By, Options, Doc>;
	/** Everybody, by a directory with a fresh session. */
	everybody: () => AsyncGenerator<Profile<Doc>, ListEnd>;
	/** Users who wait as texts. */
	resting: Readonly<{ found: Resting<Doc>; listed: Resting<Doc> }>;
	options: Options;
	/** The same person by every key that the vendor can search by, and a person who does not exist. */
	keys: ReadonlyArray<MatchKey<By>>;
	stranger: ReadonlyArray<MatchKey<By>>;
	/** A field that takes any text, and one that must survive while it changes. */
	text: FieldName;
	bystander: FieldName;
	/** The fields that people sign in with, as far as this person has them. */
	signIns: readonly FieldName[];
	/** Cases that this vendor can't keep, by title, each with its reason. */
	exempt?: Readonly<Record<string, string>>;
}>;

/**
 * What a readable directory is. Every vendor runs it against its sandbox; each write is asked for twice,
 * because a spelling in which `asStored` and `find` don't meet would be written for ever.
 */
export function directoryContract<By extends MatchBy, Options, Doc>(name: string, c: DirectoryCase<By, Options, Doc>): void {
	const promise = (title: string, run: () => Promise<void>): void => {
		const reason = c.exempt?.[title];
		if (reason === undefined) it(title, run);
		else it(`(exempt: ${reason}) ${title}`, () => expect(reason).not.toBe(''));
	};
	const [key] = c.keys;
	if (!key) throw new Error('A directory finds by at least one key');
	const write = async (edits: FieldEdits): Promise<Outcome<Doc> | undefined> => {
		const wanted = { kind: 'wanted', wanted: { key, edits, options: c.options } } as const;
		const [outcome] = await provision(updating(c.open()), [wanted], { concurrency: 1, stopAtFailure: false });
		return outcome;
	};
	const setText = (value: string): FieldEdits => new Map([[c.text, { set: value }]]);
	const field = async (one: FieldName): Promise<unknown> => (await c.open().find(key, c.options))[0]?.fields.get(one);
	const failureOfFind = async (): Promise<Failure['kind'] | undefined> => {
		const thrown: unknown = await c
			.open()
			.find(key, c.options)
			.then(
				() => undefined,
				(error: unknown) => error,
			);
		return thrown instanceof FailureError ? thrown.failure.kind : undefined;
	};

	describe(`${name} as a directory`, () => {
		beforeEach(() => {
			c.vendor.reset();
		});

		promise('finds the same person by every key', async () => {
			const found = await Promise.all(c.keys.map(async (one) => await c.open().find(one, c.options)));

			expect(found.map((people) => people.length)).toEqual(c.keys.map(() => 1));
			expect(new Set(found.map(([profile]) => profile?.id)).size).toBe(1);
		});

		promise('answers nobody for a person who does not exist', async () => {
			const found = await Promise.all(c.stranger.map(async (one) => await c.open().find(one, c.options)));

			expect(found).toEqual(c.stranger.map(() => []));
		});

		promise('shows the same user who has waited as a text', async () => {
			const found = (await Promise.all(c.keys.map(async (one) => await c.open().find(one, c.options)))).flat();
			const listed: Array<Profile<Doc>> = [];
			for await (const profile of { [Symbol.asyncIterator]: c.everybody }) listed.push(profile);

			expect(found).toHaveLength(c.keys.length);
			expect(listed.length).toBeGreaterThan(1);
			expect(found.map((profile) => waited(profile, c.resting.found))).toEqual(found.map(shown));
			expect(listed.map((profile) => waited(profile, c.resting.listed))).toEqual(listed.map(shown));
		});

		promise('writes a field once, and nothing when asked again', async () => {
			const first = await write(setText('Once'));
			const writes = c.vendor.writes().length;
			const second = await write(setText('Once'));

			expect([first?.kind, writes]).toEqual(['written', 1]);
			expect(second).toMatchObject({ kind: 'settled', plan: { kind: 'unchanged' } });
			expect(c.vendor.writes()).toHaveLength(1);
		});

		promise('leaves every other field as it was', async () => {
			const before = (await c.open().find(key, c.options))[0]?.fields;
			await write(setText('Changed'));
			const after = (await c.open().find(key, c.options))[0]?.fields;

			expect(after?.get(c.text)).toBe('Changed');
			expect(after?.get(c.bystander)).toBe(before?.get(c.bystander));
			expect(without(after, c.text)).toEqual(without(before, c.text));
		});

		it.each(HARD_TEXTS)('keeps %s to the letter', async (text) => {
			const outcome = await write(setText(text));

			expect(outcome?.kind).toBe('written');
			expect(await field(c.text)).toBe(text);
		});

		it.each(c.signIns)('takes other capitals of %s for no change of the sign-in', async (name) => {
			const before = await field(name);
			const outcome = await write(new Map([[name, { set: capitalsSwapped(String(before)) }]]));

			expect(outcome).toMatchObject({ kind: 'settled', plan: { kind: 'unchanged' } });
			expect(await field(name)).toBe(before);
			expect(c.vendor.writes()).toEqual([]);
		});

		promise('gives back the user as it is after the write', async () => {
			const outcome = await write(setText('Seen after'));

			expect(outcome).toMatchObject({ kind: 'written', written: { warnings: [] } });
			expect(JSON.stringify(outcome?.kind === 'written' ? outcome.written.record : undefined)).toContain('Seen after');
		});

		it.each([
			[
				'a web page',
				{ kind: 'malformed', body: '<!DOCTYPE html><html><body>Sign in</body></html>', contentType: 'text/html' },
				'unreadable',
			],
			['an empty body', { kind: 'malformed', body: '' }, 'unreadable'],
			['a redirect', { kind: 'redirect', to: 'https://login.example.test/' }, 'redirected'],
			['a broken connection', { kind: 'reset' }, 'unreachable'],
		] as const)('never takes %s for nobody', async (_what, fault, kind) => {
			c.vendor.fail(fault);

			expect(await failureOfFind()).toBe(kind);
			expect(c.vendor.writes()).toEqual([]);
		});

		promise('says that the vendor is busy instead of nobody', async () => {
			c.vendor.fail({ kind: 'status', status: 503, body: 'Service Unavailable', contentType: 'text/plain' });

			expect(['refused', 'unreadable', 'unreachable', 'throttled']).toContain(await failureOfFind());
		});
	});
}

function capitalsSwapped(text: string): string {
	return Array.from(text, (character) => (character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase())).join(
		'',
	);
}

function without(fields: ReadonlyMap<FieldName, unknown> | undefined, name: FieldName): ReadonlyMap<FieldName, unknown> {
	return new Map([...(fields ?? [])].filter(([one]) => one !== name));
}

/** A user, after having waited. */
function waited<Doc>(profile: Profile<Doc>, resting: Resting<Doc>): Profile | undefined {
	const users = new UsersAtRest(resting);
	users.set(profile.id, profile);
	const now = users.get(profile.id);
	return now && shown(now);
}

/** The text stands for the same as the record. What a record in XML was made of does not wait: writes read it again. */
function shown<Doc>({ text: _text, record, ...profile }: Profile<Doc>): Profile {
	return { ...profile, record: writeJson(record as Json) };
}
