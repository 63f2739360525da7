import type { Failure } from '../failure';
import { circlesIn } from './circles';
import { changesOf } from './guard';
import { folded } from './keys';
import { isWrite, usersOf } from './plan';
import type { Arranged, FieldName, Outcome, Plan, Planned, Predecessor, Profile } from './types';

/** What one item names in one field. */
export type Named = Readonly<{
	field: FieldName;
	noun: string;
	text: string;
	/** What it means at the vendor now; undefined for what is not there yet. */
	value: string | undefined;
	/** The field as the editor calls it. */
	label: string;
	/** Whether a user is named: other items may make or change that one. */
	isUser: boolean;
	/** Whether what is not there is made right before the write. */
	isMade: boolean;
	/** Why the item can't be done when nothing makes it. */
	missing: Failure;
}>;

type Names<W, Doc> = Readonly<{
	/** All texts by which an item's user may be named, in the spelling that equal ones share. */
	namesOf: (wanted: W) => readonly string[];
	knownAs: (wanted: W) => string | undefined;
	namedBy: (wanted: W) => readonly Named[];
	/** How a field would name a user. */
	valueOf: (field: FieldName, user: Profile<Doc>) => string | undefined;
	identifies: (field: FieldName) => boolean;
}>;

/** An item that names others, and which items those are. */
type Link = Readonly<{ named: Named; items: readonly number[] }>;

/**
 * Who has to be written before whom, as plans. Pure.
 * @returns the same plans in their order; those that wait for others with `after`, those that can't be done as `failed`
 */
export function inWritingOrder<W, Doc>(planned: ReadonlyArray<Planned<W, Doc>>, names: Names<W, Doc>): ReadonlyArray<Arranged<Doc>> {
	const links = linksOf(planned, names);
	if (links.every((own) => own.length === 0)) return planned;
	const circles = circlesOf(links, planned, names.identifies);
	const nameOf = (i: number): string => calledAs(planned[i]?.wanted, names) ?? `item ${i}`;

	const arranged: Array<Arranged<Doc>> = [];
	const underWay = new Set<number>();
	const arrange = (i: number): Arranged<Doc> => {
		const known = arranged[i];
		if (known) return known;
		const one = planned[i] ?? {};
		// Only circles lead back to an item that is not arranged yet, and they are refused.
		if (underWay.has(i)) return one;
		underWay.add(i);
		const failure = whyCircle(links[i] ?? [], { i, circles, nameOf });
		const made = failure ? asFailed(one, failure) : waiting(one, { i, links: links[i] ?? [], arrange, identifies: names.identifies });
		arranged[i] = made;
		return made;
	};
	return planned.map((_one, i) => arrange(i));
}

function linksOf<W, Doc>(
	planned: ReadonlyArray<Planned<W, Doc>>,
	{ namesOf, namedBy, valueOf }: Names<W, Doc>,
): ReadonlyArray<readonly Link[]> {
	const all = planned.map(({ plan, wanted }) => (wanted === undefined || !plan || plan.kind === 'failed' ? [] : namedBy(wanted)));
	const fields = new Set(all.flat().flatMap(({ field, isUser }) => (isUser ? [field] : [])));
	if (all.every((own) => own.length === 0)) return all.map(() => []);

	const byText = indexed(planned.map(({ wanted }) => (wanted === undefined ? [] : namesOf(wanted))));
	const byValue = indexed(
		planned.map(({ plan }) => {
			if (!plan || !('current' in plan)) return [];
			return [...fields].flatMap((field) => withField(field, valueOf(field, plan.current)) ?? []);
		}),
	);
	const itemsOf = ({ field, text, value, isUser }: Named): readonly number[] => {
		if (!isUser) return [];
		const meant = byValue.get(withField(field, value) ?? '') ?? [];
		return [...new Set([...(byText.get(folded(text)) ?? []), ...meant])];
	};
	return all.map((own) => own.map((named) => ({ named, items: itemsOf(named) })));
}

function withField(field: FieldName, value: string | undefined): string | undefined {
	return value === undefined ? undefined : JSON.stringify([field, folded(value)]);
}

/** By each text, the items that have it. */
function indexed(textsOf: ReadonlyArray<readonly string[]>): ReadonlyMap<string, readonly number[]> {
	const items = new Map<string, number[]>();
	textsOf.forEach((texts, i) => {
		for (const text of new Set(texts)) {
			const there = items.get(text);
			if (there) there.push(i);
			else items.set(text, [i]);
		}
	});
	return items;
}

type Waiting<Doc> = Readonly<{
	i: number;
	links: readonly Link[];
	arrange: (i: number) => Arranged<Doc>;
	identifies: (field: FieldName) => boolean;
}>;

function waiting<Doc>(one: Arranged<Doc>, { i, links, arrange, identifies }: Waiting<Doc>): Arranged<Doc> {
	const after: Predecessor[] = [];
	let anew = false;
	for (const { named, items } of links) {
		const others = items.filter((item) => item !== i);
		const plans = others.map((item) => ({ item, plan: arrange(item).plan }));
		const isThere = named.value !== undefined;
		const makers = plans.filter(({ plan }) => plan && (makesOrRenames(plan, identifies) || (!isThere && isWrite(plan))));
		after.push(...makers.map(({ item }) => ({ item, label: named.label, text: named.text })));
		if (isThere || makers.length > 0) continue;
		if (!named.isMade) return asFailed(one, whyMissing(named, plans));
		anew = true;
	}
	return { ...(one.plan ? { plan: one.plan } : {}), ...(after.length > 0 ? { after } : {}), ...(anew ? { anew: true } : {}) };
}

function makesOrRenames(plan: Plan, identifies: (field: FieldName) => boolean): boolean {
	return plan.kind === 'create' || (isWrite(plan) && changesOf(plan).some(({ field }) => identifies(field)));
}

function asFailed<Doc>({ plan }: Arranged<Doc>, failure: Failure): Arranged<Doc> {
	return { plan: { kind: 'failed', failure, ...(plan && 'current' in plan ? { meant: [plan.current.id] } : {}) } };
}

function whyMissing({ label, text, missing }: Named, [other]: ReadonlyArray<Readonly<{ item: number; plan: Plan | undefined }>>): Failure {
	return other ? becauseOf({ item: other.item, label, text }, whyOf(other.plan)) : missing;
}

/** Why an item is not done whose field names somebody whom another item was to write. */
export function becauseOf({ item, label, text }: Predecessor, why: string): Failure {
	return {
		kind: 'skipped',
		says: `${label} "${text}" is in item ${item}, which was not done: ${why}`,
		todo: `Correct item ${item} first, then run both again.`,
	};
}

/** What kept an item from being done, in a few words; undefined where nothing did. */
export function whyNotDone(outcome: Outcome<unknown>): string | undefined {
	if (outcome.kind === 'failed') return outcome.failure.says;
	if (outcome.kind === 'held') return 'it was not tried';
	return outcome.kind === 'settled' ? whyNotPlanned(outcome.plan) : undefined;
}

/** What keeps an item from being done before anything is written; undefined where nothing does. */
export function whyNotPlanned(plan: Plan | undefined): string | undefined {
	return plan && (isWrite(plan) || plan.kind === 'unchanged') ? undefined : whyOf(plan);
}

function whyOf(plan: Plan | undefined): string {
	if (plan?.kind === 'failed') return plan.failure.says;
	if (plan?.kind === 'ambiguous') return 'several users match';
	return plan?.kind === 'notFound' ? 'no user was found' : 'it writes nothing';
}

type InCircles = Readonly<{ i: number; circles: ReadonlyMap<number, readonly number[]>; nameOf: (i: number) => string }>;

/** Every circle has a link, so it is broken when those that lead on in one are refused. */
function whyCircle(links: readonly Link[], { i, circles, nameOf }: InCircles): Failure | undefined {
	const self = links.find(({ items }) => items.includes(i));
	if (self) {
		const { label, noun } = self.named;
		return { kind: 'invalid', parameter: label, says: `${label}: ${nameOf(i)} can't be their own ${noun}`, todo: 'Map another person.' };
	}
	const circle = circles.get(i);
	const [, next = i] = circle ?? [];
	const link = links.find(({ items }) => items.includes(next)) ?? links.find(({ items }) => items.some((item) => circles.has(item)));
	if (!circle || !link) return undefined;
	const { label, noun } = link.named;
	return {
		kind: 'invalid',
		parameter: label,
		says: `${label} leads in a circle: ${circle.map(nameOf).join(' → ')}`,
		todo: `Correct ${label} of one of them, so that nobody is their own ${noun} through others.`,
	};
}

function calledAs<W, Doc>(wanted: W | undefined, { knownAs, namesOf }: Names<W, Doc>): string | undefined {
	return wanted === undefined ? undefined : (knownAs(wanted) ?? namesOf(wanted)[0]);
}

/**
 * For each item in a circle, the way back to itself: through one field, or through any where each would wait for the next.
 * Somebody's supervisor may have them as functional manager.
 */
function circlesOf<W, Doc>(
	links: ReadonlyArray<readonly Link[]>,
	planned: ReadonlyArray<Planned<W, Doc>>,
	identifies: (field: FieldName) => boolean,
): ReadonlyMap<number, readonly number[]> {
	const earlier = earlierForSameUser(planned);
	const through = (leads: (link: Link, item: number) => boolean) =>
		circlesIn(
			links.map((own, i) => {
				const named = own.flatMap((link) => link.items.filter((item) => leads(link, item)));
				return [...new Set([...named, ...(earlier[i] ?? [])])].filter((item) => item !== i);
			}),
		);
	const fields = new Set(links.flat().map(({ named }) => named.field));
	const waits = ({ named }: Link, item: number): boolean => {
		const plan = planned[item]?.plan;
		return named.value === undefined || (plan !== undefined && makesOrRenames(plan, identifies));
	};
	return new Map([...through(waits), ...[...fields].flatMap((field) => [...through(({ named }) => named.field === field)])]);
}

/** Items for the same user are written in their order, too. */
function earlierForSameUser<W, Doc>(planned: ReadonlyArray<Planned<W, Doc>>): ReadonlyArray<readonly number[]> {
	const lastOf = new Map<string, number>();
	return planned.map(({ plan }, i) => {
		const users = plan ? usersOf(plan) : [];
		const earlier = users.flatMap((user) => lastOf.get(user) ?? []);
		for (const user of users) lastOf.set(user, i);
		return earlier;
	});
}
