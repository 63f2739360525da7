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
	private people: P[];

	constructor(
		private readonly vendor: VendorName,
		private readonly seed: () => P[],
		private readonly view: PersonView<P>,
		private readonly announce: Announce,
	) {
		this.people = seed().map(frozen);
	}

	reset(): void {
		this.people = this.seed().map(frozen);
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

	byKey(key: string): P | undefined {
		return this.find(this.named(key));
	}

	add(person: P): void {
		this.people.push(frozen(person));
		this.tell('created', person, differences({}, this.view.flat(person)));
	}

	/** Stores `next` in place of the person that `key` names. */
	replace(key: string, next: P): void {
		const index = this.indexOf(key);
		const before = this.view.flat(this.people[index] as P);
		this.people[index] = frozen(next);
		const fields = differences(before, this.view.flat(next));
		if (fields.length > 0) this.tell('updated', next, fields);
	}

	remove(key: string): void {
		const index = this.indexOf(key);
		const [person] = this.people.splice(index, 1);
		this.tell('deleted', person as P, differences(this.view.flat(person as P), {}));
	}

	private indexOf(key: string): number {
		const index = this.people.findIndex(this.named(key));
		if (index < 0) throw new Error(`The ${this.vendor} sandbox has no person ${key}`);
		return index;
	}

	private named(key: string): (person: P) => boolean {
		const wanted = key.toLowerCase();
		return (person) => this.view.keys(person).some((known) => known.toLowerCase() === wanted);
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
