import type { IDataObject } from 'n8n-workflow';

import { failed, type Failure } from '../../failure';
import { scrubber, withoutTrace, type Scrub } from '../../http/secrets';
import { changesOf, type FieldRules } from '../../provisioning/guard';
import { isWrite } from '../../provisioning/plan';
import type { MatchKey, Outcome, Plan, Profile, Settled, Unsent, Write } from '../../provisioning/types';
import { creationInDoubt, inDoubt, wordsOf } from '../../words';
import { KEY_WORDS } from '../parameters/user';
import type { ItemResult } from './items';

/** What a vendor's users look like as items. */
export type Shown<Doc> = Readonly<{
	/** The vendor's document of a user as the properties of an item. */
	show: (record: Doc) => IDataObject;
	/** What is known of a write before it is made and worth a warning, such as what it costs. */
	foreseen?: ((plan: Write<Doc>) => readonly string[]) | undefined;
	rules: Pick<FieldRules, 'secret'>;
}>;

/** The same, and what blanks the credential's secrets in a text. */
export type Present<Doc> = Shown<Doc> & Readonly<{ scrub: Scrub }>;

type About<Doc> = Readonly<{
	plan?: Plan<Doc>;
	/** The user, where it is not the one that the plan has seen. */
	user?: Readonly<{ id: string; record?: Doc }> | undefined;
	warnings?: readonly string[];
	/** What it says besides, such as its requests. */
	more?: IDataObject;
}>;

/** What an item says of a user: `{ action, id, matchedBy, changes, warnings, …, user }`. A user who was not looked up was not matched by us. */
export function userItem<Doc>(said: IDataObject, about: About<Doc>, present: Present<Doc>): IDataObject {
	const { plan, warnings = [], more = {} } = about;
	const match = plan && 'current' in plan ? plan : undefined;
	const { id, record } = about.user ?? match?.current ?? {};
	return {
		...said,
		...(id === undefined ? {} : { id }),
		...(match ? { matchedBy: match.key.by } : {}),
		changes: plan && isWrite(plan) ? shownChanges(plan, present) : [],
		warnings: [...warnings],
		...more,
		...(record === undefined ? {} : { user: present.show(record) }),
	};
}

/** What was done, as an item says it. */
const DONE: Readonly<Record<Exclude<Write['kind'], 'delete'>, string>> = {
	create: 'created',
	update: 'updated',
	updateUnseen: 'updated',
	activate: 'activated',
	deactivate: 'deactivated',
	archive: 'archived',
};

/** An outcome as the properties of an item, with the `attempts` of a write; after a deletion `{ deleted: true }`. */
export function toResult<Doc>(outcome: Outcome<Doc>, present: Present<Doc>): ItemResult {
	switch (outcome.kind) {
		case 'written': {
			const { plan, written, attempts } = outcome;
			const wrote = plan.key?.value ?? written.id;
			if (plan.kind === 'delete') return { kind: 'done', json: [{ deleted: true }], wrote };
			const warnings = [...foreseenOf(plan, present), ...written.warnings].map(hidingValues(plan, present));
			const about = { plan, user: written, warnings, more: { attempts } };
			return { kind: 'done', json: [userItem({ action: DONE[plan.kind] }, about, present)], wrote };
		}
		case 'settled': {
			const { plan } = outcome;
			if (plan.kind !== 'unchanged') return { kind: 'failed', failure: problemOf(plan) };
			return { kind: 'done', json: [userItem({ action: 'unchanged' }, { plan }, present)] };
		}
		case 'failed':
			return { kind: 'failed', failure: withDoubt(withoutValues(outcome, present), outcome.plan) };
		case 'held':
			return { kind: 'held' };
		case 'previewed':
		case 'deferred':
			throw new Error('A preview came out of an execution that writes');
	}
}

/** An outcome of a preview: the plan, and the requests that were not sent. Nothing in a preview is an error of its item. */
export function toPreview<Doc>(outcome: Outcome<Doc>, present: Present<Doc>): ItemResult {
	const previewed = (action: string, about: About<Doc>, requests: readonly IDataObject[] = []): ItemResult => {
		const said = { preview: true, action };
		return { kind: 'done', json: [userItem(said, { ...about, more: { requests: [...requests] } }, present)] };
	};
	switch (outcome.kind) {
		case 'previewed': {
			const { plan, requests } = outcome;
			const blank = blanking(plan, present);
			return previewed(
				plan.kind === 'updateUnseen' ? 'update' : plan.kind,
				{ plan, warnings: [...(plan.kind === 'updateUnseen' ? [UNSEEN] : []), ...foreseenOf(plan, present)] },
				requests.map((request) => shownRequest(request, blank)),
			);
		}
		case 'settled': {
			const { plan } = outcome;
			if (plan.kind === 'unchanged') return previewed('unchanged', { plan });
			return previewed(plan.kind, { warnings: [wordsOf(problemOf(plan), present.scrub)] });
		}
		case 'failed': {
			const { plan } = outcome;
			const user = 'current' in plan ? { id: plan.current.id } : undefined;
			return previewed('failed', { plan, user, warnings: [wordsOf(withoutValues(outcome, present), present.scrub)] });
		}
		case 'deferred':
			return previewed('decidedLater', {
				warnings: [`Item ${outcome.after} changes the same user first; this item is compared with the result`],
			});
		case 'held':
		case 'written':
			throw new Error('A preview wrote or gave up');
	}
}

function foreseenOf<Doc>(plan: Write<Doc>, { foreseen }: Present<Doc>): readonly string[] {
	return foreseen?.(plan) ?? [];
}

const UNSEEN =
	'The user is not read before the update: every mapped field would be sent, changed or not, and it has not been checked whether this user exists';

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

function nobody(key: MatchKey, otherKeys: readonly MatchKey[] = []): Failure {
	const keys = [key, ...otherKeys].map(({ by, value }) => `the ${KEY_WORDS[by]} "${value}"`);
	return {
		kind: 'notFound',
		says: `No user with ${keys.join(' or ')} was found`,
		todo: 'Check the value of User, and whether the credential has access to this user.',
	};
}

function several({ by, value }: MatchKey, candidates: readonly string[]): Failure {
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
	if (only && others.length === 0) return only;
	const ids = found.map(({ id }) => id);
	throw failed(only ? several(key, ids) : nobody(key));
}

function withDoubt(failure: Failure, { kind }: Write): Failure {
	if (kind === 'create')
		return creationInDoubt(
			failure,
			'It is unclear whether the user was created. Check before you create it again, or use Create or Update.',
		);
	return inDoubt(failure, 'It is unclear whether the change was saved. Run this item again.');
}

type Hiding = Pick<Shown<unknown>, 'rules'>;

function secretValues(plan: Write, { rules: { secret } }: Hiding): string[] {
	return changesOf(plan).flatMap(({ field, to }) => (secret.has(field) && typeof to === 'string' ? [to] : []));
}

/** Vendors repeat a value that they refuse; a new password must not come out that way. */
function hidingValues(plan: Write, hiding: Hiding): Scrub {
	return scrubber(secretValues(plan, hiding));
}

function withoutValues({ plan, failure }: Readonly<{ plan: Write; failure: Failure }>, hiding: Hiding): Failure {
	return { ...failure, says: hidingValues(plan, hiding)(failure.says) };
}

/** For parts of a request that is only shown: a secret that can't be blanked for sure takes the whole part with it. */
function blanking(plan: Write, present: Hiding & Readonly<{ scrub: Scrub }>): Scrub {
	const values = secretValues(plan, present);
	const hide = hidingValues(plan, present);
	return (text) => withoutTrace(text, values, (shown) => present.scrub(hide(shown)));
}

const HIDDEN = '[hidden]';

function shownChanges(plan: Write, { rules: { secret } }: Hiding): IDataObject[] {
	return changesOf(plan).map(({ field, from, to }) => {
		const shown = <T>(value: T): T | string => (secret.has(field) ? HIDDEN : value);
		return { field, ...(from === undefined ? {} : { from: shown(from) }), to: shown(to) };
	});
}

/** A request that was kept back, as the properties of an item. */
export function shownRequest({ method, url, query = [], headers = {}, body }: Unsent, blank: Scrub): IDataObject {
	const search = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value])).toString();
	return {
		method,
		url: blank(search ? `${url}?${search}` : url),
		headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, blank(value)])),
		...(body === undefined ? {} : { body: blank(body) }),
	};
}
