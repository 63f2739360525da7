import type { DirectoryChange, FieldChange, PersonCard, VendorName } from './types';

/** How the store sees one vendor's person. */
export interface PersonView<P> {
	/** Every text that names this person: ids in all their forms, and the email address. */
	readonly keys: (person: P) => readonly string[];
	readonly card: (person: P) => PersonCard;
	/** Field name to text, for showing what changed. */
	readonly flat: (person: P) => Readonly<Record<string, string>>;
}

export type Announce = (change: DirectoryChange) => void;

/** One vendor's people in memory. They are frozen, so a request that is refused half-way can't have changed anybody. */
export class Store<P> {
	private people: P[] = [];
	/** Where those stand whom a key names, in lower case: load tests have tens of thousands of people. */
	private readonly positions = new Map<string, number[]>();

	constructor(
		private readonly vendor: VendorName,
		private readonly seed: () => P[],
		private readonly view: PersonView<P>,
		private readonly announce: Announce,
	) {
		this.reset();
	}

	reset(): void {
		this.hold(this.seed().map(frozen));
	}

	all(): readonly P[] {
		return this.people;
	}

	cards(): PersonCard[] {
		return this.people.map(this.view.card);
	}

	some(test: (person: P) => boolean): boolean {
		return this.people.some(test);
	}

	find(test: (person: P) => boolean): P | undefined {
		return this.people.find(test);
	}

	/** Everybody whom a key names, in any case. */
	named(key: string): readonly P[] {
		return (this.positions.get(key.toLowerCase()) ?? []).map((position) => this.people[position] as P);
	}

	byKey(key: string): P | undefined {
		return this.named(key)[0];
	}

	add(person: P): void {
		this.people.push(frozen(person));
		this.index(person, this.people.length - 1);
		this.tell('created', person, differences({}, this.view.flat(person)));
	}

	/** Stores `next` in place of the person that `key` names. */
	replace(key: string, next: P): void {
		const position = this.positionOf(key);
		const former = this.people[position] as P;
		const before = this.view.flat(former);
		this.people[position] = frozen(next);
		if (String(this.keysOf(former)) !== String(this.keysOf(next))) this.hold(this.people);
		const fields = differences(before, this.view.flat(next));
		if (fields.length > 0) this.tell('updated', next, fields);
	}

	remove(key: string): void {
		const [person] = this.people.splice(this.positionOf(key), 1);
		this.hold(this.people);
		this.tell('deleted', person as P, differences(this.view.flat(person as P), {}));
	}

	private hold(people: P[]): void {
		this.people = people;
		this.positions.clear();
		for (const [position, person] of people.entries()) this.index(person, position);
	}

	private index(person: P, position: number): void {
		for (const key of this.keysOf(person)) {
			const positions = this.positions.get(key);
			if (positions) positions.push(position);
			else this.positions.set(key, [position]);
		}
	}

	private keysOf(person: P): readonly string[] {
		return [...new Set(this.view.keys(person).map((key) => key.toLowerCase()))];
	}

	private positionOf(key: string): number {
		const [position] = this.positions.get(key.toLowerCase()) ?? [];
		if (position === undefined) throw new Error(`The ${this.vendor} sandbox has no person ${key}`);
		return position;
	}

	private tell(kind: DirectoryChange['kind'], person: P, fields: FieldChange[]): void {
		this.announce({ vendor: this.vendor, kind, card: this.view.card(person), fields });
	}
}

function differences(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): FieldChange[] {
	const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
	return [...fields]
		.map((field) => ({ field, from: before[field] ?? null, to: after[field] ?? null }))
		.filter((change) => change.from !== change.to);
}

/** A copy that nobody can change, however deep. */
function frozen<P>(person: P): P {
	const copy = structuredClone(person);
	const pending: unknown[] = [copy];
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		if (typeof next === 'object' && next !== null)
			pending.push(...Object.values(Object.freeze(next)).filter((inner) => inner !== undefined));
	}
	return copy;
}
