import type { IDataObject } from 'n8n-workflow';

import { failed, type Failure } from '../../failure';
import { scrubber, withoutTrace, type Scrub } from '../../http/secrets';
import { changesOf } from '../../provisioning/guard';
import type { Change, FieldSet, MatchKey, Outcome, Plan, Profile, Settled, Unsent, Write } from '../../provisioning/types';
import { creationInDoubt, inDoubt, sentences, shownWords } from '../../words';
import { KEY_WORDS } from '../parameters/user';
import type { ItemResult } from './items';

export type Present<Doc> = Readonly<{
	/** The vendor's document of a user as the members of an item. */
	show: (record: Doc) => IDataObject;
	/** Fields whose values are never shown. */
	secret: FieldSet;
	/** Blanks the credential's secrets in a text. */
	scrub: Scrub;
	/** What is known of a write before it is made and worth a warning, such as what it costs. */
	foreseen?: (plan: Write<Doc>) => readonly string[];
}>;

/** What was done, as an item says it. */
const DONE: Readonly<Record<Exclude<Write['kind'], 'delete'>, string>> = {
	create: 'created',
	update: 'updated',
	updateUnseen: 'updated',
	activate: 'activated',
	deactivate: 'deactivated',
	archive: 'archived',
};

/**
 * An outcome as the members of an item: `{ action, id, matchedBy, changes, warnings, attempts, user }`,
 * after a deletion `{ deleted: true }`.
 */
export function toResult<Doc>(outcome: Outcome<Doc>, present: Present<Doc>): ItemResult {
	switch (outcome.kind) {
		case 'written': {
			const { plan, written, attempts } = outcome;
			const wrote = plan.key?.value ?? written.id;
			if (plan.kind === 'delete') return { ...done({ deleted: true }), wrote };
			const user = written.record === undefined ? {} : { user: present.show(written.record) };
			const json = {
				action: DONE[plan.kind],
				id: written.id,
				...matched(plan),
				changes: shownChanges(plan, present),
				warnings: [...foreseenOf(plan, present), ...written.warnings].map(scrubber(secretValues(changesOf(plan), present.secret))),
				attempts,
				...user,
			};
			return { ...done(json), wrote };
		}
		case 'settled': {
			const { plan } = outcome;
			if (plan.kind !== 'unchanged') return { kind: 'failed', failure: problemOf(plan) };
			return done({
				action: 'unchanged',
				id: plan.current.id,
				...matched(plan),
				changes: [],
				warnings: [],
				user: present.show(plan.current.record),
			});
		}
		case 'failed':
			return { kind: 'failed', failure: withDoubt(withoutValues(outcome.failure, changesOf(outcome.plan), present.secret), outcome.plan) };
		case 'held':
			return { kind: 'held' };
		case 'previewed':
		case 'deferred':
			throw new Error('A preview came out of an execution that writes');
	}
}

/** An outcome of a preview: the plan, and the requests that were not sent. Nothing in a preview is an error of its item. */
export function toPreview<Doc>(outcome: Outcome<Doc>, present: Present<Doc>): ItemResult {
	const previewed = (members: IDataObject): ItemResult => done({ preview: true, ...members });
	switch (outcome.kind) {
		case 'previewed': {
			const { plan, requests } = outcome;
			const blank = blanking(changesOf(plan), present);
			const user = 'current' in plan ? { user: present.show(plan.current.record) } : {};
			return previewed({
				action: PLANNED[plan.kind],
				...idOf(plan),
				...matched(plan),
				changes: shownChanges(plan, present),
				warnings: [...unseen(plan), ...foreseenOf(plan, present)],
				requests: requests.map((request) => shownRequest(request, blank)),
				...user,
			});
		}
		case 'settled': {
			const { plan } = outcome;
			if (plan.kind === 'unchanged')
				return previewed({
					action: 'unchanged',
					id: plan.current.id,
					...matched(plan),
					changes: [],
					warnings: [],
					requests: [],
					user: present.show(plan.current.record),
				});
			return previewed({
				action: plan.kind === 'failed' ? 'failed' : plan.kind,
				changes: [],
				warnings: [wordsOf(problemOf(plan), present.scrub)],
				requests: [],
			});
		}
		case 'failed':
			return previewed({
				action: 'failed',
				...idOf(outcome.plan),
				...matched(outcome.plan),
				changes: shownChanges(outcome.plan, present),
				warnings: [wordsOf(withoutValues(outcome.failure, changesOf(outcome.plan), present.secret), present.scrub)],
				requests: [],
			});
		case 'deferred':
			return previewed({
				action: 'decidedLater',
				changes: [],
				warnings: [`Item ${outcome.after} changes the same user first; this one is compared with what it leaves`],
				requests: [],
			});
		case 'held':
		case 'written':
			throw new Error('A preview wrote or gave up');
	}
}

/** What would be done, as an item of a preview says it. */
const PLANNED: Readonly<Record<Write['kind'], string>> = {
	create: 'create',
	update: 'update',
	updateUnseen: 'update',
	activate: 'activate',
	deactivate: 'deactivate',
	archive: 'archive',
	delete: 'delete',
};

function done(json: IDataObject): Extract<ItemResult, { kind: 'done' }> {
	return { kind: 'done', json };
}

function idOf(plan: Plan): IDataObject {
	return 'current' in plan ? { id: plan.current.id } : {};
}

/** A user who was not looked up was not matched by us. */
export function matched(plan: Plan): IDataObject {
	return 'current' in plan ? { matchedBy: plan.key.by } : {};
}

function foreseenOf<Doc>(plan: Write<Doc>, { foreseen }: Present<Doc>): readonly string[] {
	return foreseen?.(plan) ?? [];
}

function unseen(plan: Write): string[] {
	return plan.kind === 'updateUnseen'
		? [
				'The profile can not be read before it is written: every mapped field would be sent, whether it differs or not, and nobody has looked whether this user exists',
			]
		: [];
}

/** What stands in the way of a plan, as a failure. */
export function problemOf(plan: Exclude<Settled, { kind: 'unchanged' }>): Failure {
	switch (plan.kind) {
		case 'failed':
			return plan.failure;
		case 'notFound':
			return nobody(plan.key, plan.otherKeys);
		case 'ambiguous':
			return several(plan.key, plan.candidates);
	}
}

export function wordsOf({ says, todo }: Failure, scrub: Scrub): string {
	return shownWords(sentences(says, todo), scrub);
}

function withDoubt(failure: Failure, { kind }: Write): Failure {
	if (kind === 'create')
		return creationInDoubt(failure, 'Whether the user was made is not known: look before you create it again, or use Create or Update.');
	return inDoubt(failure, 'Whether it was written is not known: run the item again.');
}

/** Vendors repeat a value that they refuse; a new password must not come out that way. */
function withoutValues(failure: Failure, changes: readonly Change[], secret: FieldSet): Failure {
	const scrub = scrubber(secretValues(changes, secret));
	return { ...failure, says: scrub(failure.says) };
}

/** For parts of a request that is only shown: a secret that can't be blanked for sure takes the whole part with it. */
function blanking(changes: readonly Change[], { secret, scrub }: Pick<Present<unknown>, 'secret' | 'scrub'>): Scrub {
	const values = secretValues(changes, secret);
	const blankValues = scrubber(values);
	return (text) => withoutTrace(text, values, (shown) => scrub(blankValues(shown)));
}

function secretValues(changes: readonly Change[], secret: FieldSet): string[] {
	return changes.flatMap(({ field, to }) => (secret.has(field) && typeof to === 'string' ? [to] : []));
}

const HIDDEN = '[hidden]';

export function shownChanges(plan: Write, { secret }: Pick<Present<unknown>, 'secret'>): IDataObject[] {
	return changesOf(plan).map(({ field, from, to }) => {
		const masked = secret.has(field);
		const known = from === undefined ? {} : { from: masked ? HIDDEN : from };
		return { field, ...known, to: masked ? HIDDEN : to };
	});
}

/** A request that was kept back, as the members of an item. */
export function shownRequest({ method, url, query = [], headers = {}, body }: Unsent, blank: Scrub): IDataObject {
	const search = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value])).toString();
	return {
		method,
		url: blank(search ? `${url}?${search}` : url),
		headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, blank(value)])),
		...(body === undefined ? {} : { body: blank(body) }),
	};
}

/** Nobody has this key, nor another one that was tried, as a failure of the item. */
export function nobody(key: MatchKey, otherKeys: readonly MatchKey[] = []): Failure {
	const keys = [key, ...otherKeys].map(({ by, value }) => `the ${KEY_WORDS[by]} "${value}"`);
	return {
		kind: 'notFound',
		says: `No user with ${keys.join(' or ')} was found`,
		todo: 'Check the value of User, and whether the credential may see this user.',
	};
}

/** Several users have this key, as a failure of the item. */
export function several({ by, value }: MatchKey, candidates: readonly string[]): Failure {
	return {
		kind: 'ambiguous',
		says: `${candidates.length} users have the ${KEY_WORDS[by]} "${value}": ${candidates.join(', ')}`,
		todo: 'Choose one of them by ID.',
	};
}

/**
 * The one profile among those found.
 * @throws FailureError `notFound` or `ambiguous`
 */
export function theOne<Doc>(key: MatchKey, found: ReadonlyArray<Profile<Doc>>): Profile<Doc> {
	const [only, ...others] = found;
	if (!only) throw failed(nobody(key));
	if (others.length > 0)
		throw failed(
			several(
				key,
				found.map(({ id }) => id),
			),
		);
	return only;
}
