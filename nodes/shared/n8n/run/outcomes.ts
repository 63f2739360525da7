import { failed, mayHaveLanded, type Failure } from '../../failure';
import { scrubber, withoutTrace, type Scrub } from '../../http/secrets';
import { changesOf } from '../../provisioning/guard';
import type { MatchKey, Outcome, Profile, Settled, Write } from '../../provisioning/types';
import { cut } from '../../provisioning/wording';
import { creationInDoubt, inDoubt, sentences, shownWords, titled, wordsOf } from '../../words';
import { KEY_WORDS } from '../parameters/user';
import type { ItemResult } from './items';
import { shownRequest, userItem, type Present, type Said } from './userItem';

/** What was done, as an item says it. What was sent unseen may have changed nothing. */
const DONE: Readonly<Record<Write['kind'], string>> = {
	create: 'created',
	update: 'updated',
	updateUnseen: 'sent',
	activate: 'activated',
	deactivate: 'deactivated',
	archive: 'archived',
	delete: 'deleted',
};

/** An outcome as the properties of an item. @param person who it is about, as the item named them; undefined where it names nobody */
export function toResult<Doc>(outcome: Outcome<Doc>, person: string | undefined, present: Present<Doc>): ItemResult {
	switch (outcome.kind) {
		case 'written': {
			const { plan, written } = outcome;
			const warnings = [...foreseenOf(plan, present), ...written.warnings].map(hidingValues(plan, present));
			const said = { action: DONE[plan.kind], person, plan, user: written, warnings };
			return { kind: 'done', json: [userItem(said, present)], wrote: person ?? written.id };
		}
		case 'settled': {
			const { plan } = outcome;
			if (plan.kind !== 'unchanged') return { kind: 'failed', failure: problemOf(plan), person };
			return { kind: 'done', json: [userItem({ action: 'unchanged', person, plan }, present)] };
		}
		case 'failed':
			return { kind: 'failed', failure: withDoubt(withoutValues(outcome, present), outcome.plan), person };
		case 'held':
			return { kind: 'held' };
		case 'previewed':
		case 'deferred':
			throw new Error('A preview came out of an execution that writes');
	}
}

/** An outcome of a preview: the plan, and the requests that were not sent. Nothing in a preview is an error of its item. */
export function toPreview<Doc>(outcome: Outcome<Doc>, person: string | undefined, present: Present<Doc>): ItemResult {
	const previewed = (said: Omit<Said<Doc>, 'person' | 'preview'>, keptBack = 0): ItemResult => ({
		kind: 'done',
		json: [userItem({ ...said, person, preview: true }, present)],
		keptBack,
	});
	switch (outcome.kind) {
		case 'previewed': {
			const { plan, requests, after = [] } = outcome;
			const blank = blanking(plan, present);
			return previewed(
				{
					action: plan.kind === 'updateUnseen' ? 'send' : plan.kind,
					...(plan.kind === 'delete' ? { summary: 'To be deleted permanently' } : {}),
					plan,
					warnings: [...(plan.kind === 'updateUnseen' ? [UNSEEN] : []), ...waiting(after), ...foreseenOf(plan, present)],
					requests: requests.map((request) => shownRequest(request, blank)),
				},
				requests.length,
			);
		}
		case 'settled': {
			const { plan } = outcome;
			if (plan.kind === 'unchanged') return previewed({ action: 'unchanged', plan });
			return previewed({ action: plan.kind, ...problemSaid(plan, present) });
		}
		case 'failed': {
			const { plan } = outcome;
			const user = 'current' in plan ? { id: plan.current.id } : undefined;
			return previewed({ action: 'failed', plan, user, ...failureSaid(withoutValues(outcome, present), present) });
		}
		case 'deferred':
			return previewed({
				action: 'decidedLater',
				summary: `Decided after item ${outcome.after}`,
				warnings: [`Item ${outcome.after} changes the same user first; this item is compared with the result`],
			});
		case 'held':
		case 'written':
			throw new Error('A preview wrote or gave up');
	}
}

/** What an item that shows a problem, and is no error, says of it. */
export function problemSaid(
	plan: Exclude<Settled, { kind: 'unchanged' }>,
	present: Readonly<{ scrub: Scrub }>,
): Readonly<{ summary: string; warnings: readonly string[] }> {
	return failureSaid(problemOf(plan), present);
}

const LONGEST_SUMMARY = 200;

function failureSaid(failure: Failure, { scrub }: Readonly<{ scrub: Scrub }>) {
	return { summary: cut(titled(shownWords(failure.says, scrub)), LONGEST_SUMMARY), warnings: [wordsOf(failure, scrub)] };
}

function foreseenOf<Doc>(plan: Write<Doc>, { foreseen }: Present<Doc>): readonly string[] {
	return foreseen?.(plan) ?? [];
}

/** What a preview says of an item that names somebody whom other items make or rename. */
function waiting(after: readonly number[]): readonly string[] {
	if (after.length === 0) return [];
	const items = [...new Set(after)].join(', ');
	return [
		`Written after ${after.length === 1 ? 'item' : 'items'} ${items}, which this one refers to: the value to send is only known then`,
	];
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
		todo: 'Use a key that only one of them has, such as the ID.',
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

function withDoubt(failure: Failure, plan: Write): Failure {
	// Create looks nobody up: a refusal may be all that says that the user is there.
	if (plan.kind === 'create' && !plan.key && failure.kind === 'refused' && !failure.forbidden && !mayHaveLanded(failure))
		return { ...failure, todo: sentences('If the user already exists, use Create or Update', failure.todo) };
	if (plan.kind === 'create')
		return creationInDoubt(
			failure,
			'It is unclear whether the user was created. Check before you create it again, or use Create or Update.',
		);
	return inDoubt(failure, 'It is unclear whether the change was saved. Run this item again.');
}

type Hiding = Pick<Present<unknown>, 'rules'>;

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
