import { failed, type Failure, type ListEnd } from '../../nodes/shared/failure';
import { readOnly } from '../../nodes/shared/http/readOnly';
import type { Send, VendorRequest } from '../../nodes/shared/http/types';
import { writesInTurn } from '../../nodes/shared/http/writesInTurn';
import type { CreatesUsers, DeletesUsers, ListsUsers, SwitchesUsers, UserDirectory } from '../../nodes/shared/provisioning/directory';
import { listOf, notIn, sameValue } from '../../nodes/shared/provisioning/diff';
import type { Interest } from '../../nodes/shared/provisioning/snapshot';
import type { Change, FieldName, FieldValue, MatchKey, NonEmpty, Profile, Written } from '../../nodes/shared/provisioning/types';

/** Groups are a set. */
export function sameSet(one: FieldValue | null, other: FieldValue | null): boolean {
	const [ours, theirs] = [listOf(one), listOf(other)];
	return notIn(ours, theirs).length === 0 && notIn(theirs, ours).length === 0;
}

export type Person = Readonly<{ id: string; fields: Readonly<Record<FieldName, FieldValue>> }>;
export type Doc = Readonly<Record<FieldName, FieldValue>>;
export type MemoryKey = 'id' | 'email' | 'externalId';
/** A write as it changed the store. */
export type Landed = Readonly<{ id: string; changes: readonly Change[]; before: Doc; after: Doc }>;

export function person(id: string, fields: Person['fields'] = {}): Person {
	return { id, fields: { email: `${id}@example.test`, ...fields } };
}

/**
 * A directory over memory: counts writes, keeps the most that were under way, and fails where it is told to.
 * Members whose names begin with "x-" are the vendor's own: in a record, and no field.
 */
export class InMemoryDirectory
	implements
		UserDirectory<MemoryKey, undefined, Doc>,
		CreatesUsers<undefined, Doc>,
		SwitchesUsers<undefined, Doc>,
		DeletesUsers<undefined, Doc>,
		ListsUsers<MemoryKey, undefined, Doc>
{
	readonly kind = 'readable' as const;
	readonly unseen: ReadonlySet<FieldName> = new Set(['password']);
	readonly same = (field: FieldName, one: FieldValue | null, other: FieldValue | null): boolean =>
		field === 'groups' ? sameSet(one, other) : sameValue(one, other);

	writes: Array<Readonly<{ id: string; changes: readonly Change[] }>> = [];
	landed: Landed[] = [];
	/** Those that could change something, and were sent. */
	requests: VendorRequest[] = [];
	reads = 0;
	mostAtOnce = 0;
	/** As in a preview: what could change something is thrown instead of sent. */
	readsOnly = false;
	listEnd: ListEnd = { complete: true };
	/** Who is there and not in the list. */
	readonly unlisted = new Set<string>();
	/** Why a creation fails, asked before anybody is made. */
	refusesNewcomer: (changes: readonly Change[]) => Failure | undefined = () => undefined;
	private atOnce = 0;
	private readonly stored: Map<string, Doc>;
	private readonly failures = new Map<string, Failure>();

	constructor(...people: readonly Person[]) {
		this.stored = new Map(people.map(({ id, fields }) => [id, { ...fields }]));
	}

	failFor(id: string, failure: Failure): void {
		this.failures.set(id, failure);
	}

	of(id: string): Doc | undefined {
		return this.stored.get(id);
	}

	/** Everybody, by id. */
	all(): ReadonlyMap<string, Doc> {
		return new Map(this.stored);
	}

	/** Somebody else's change, behind the back of who is running. */
	meddle(id: string, field: FieldName, value: FieldValue): void {
		this.stored.set(id, { ...this.stored.get(id), [field]: value });
	}

	/** Somebody else's deletion, behind the back of who is running. */
	delete(id: string): void {
		this.stored.delete(id);
	}

	readonly asStored = <T>(edits: T): T => edits;

	readonly find = async (key: MatchKey<MemoryKey>): Promise<ReadonlyArray<Profile<Doc>>> =>
		await this.counted(async () => {
			this.reads += 1;
			const wanted = this.normalKey(key);
			const hasKey = (profile: Profile<Doc>): boolean => {
				const value = this.keyOf(profile, key.by);
				return value !== undefined && this.normalKey({ by: key.by, value }) === wanted;
			};
			return await Promise.resolve([...this.stored].map(toProfile).filter(hasKey));
		});

	readonly everybody = (): AsyncGenerator<Profile<Doc>, ListEnd> => this.list();

	readonly keyOf = ({ id, fields }: Profile<Doc>, by: MemoryKey): string | undefined => {
		const value = by === 'id' ? id : fields.get(by);
		return typeof value === 'string' ? value : undefined;
	};

	readonly normalKey = ({ by, value }: MatchKey<MemoryKey>): string => (by === 'email' ? value.toLowerCase() : value);

	readonly inOutline = ({ fields, ...profile }: Profile<Doc>): Profile<Doc> => ({
		...profile,
		fields: new Map([...fields].filter(([name]) => name === 'email' || name === 'status')),
		record: {},
	});

	readonly whyProtected = ({ fields }: Profile<Doc>): string | undefined =>
		fields.get('role') === 'admin' ? 'an administrator' : undefined;

	/** Sets the changed fields and leaves the rest. A phone number takes a request of its own. */
	readonly update = async (current: Profile<Doc>, changes: NonEmpty<Change>): Promise<Written<Doc>> =>
		await this.put(current.id, () => this.stored.get(current.id) ?? {}, changes);

	/** Makes the whole record what it was at the look-up, with the changes. */
	readonly replace = async (current: Profile<Doc>, changes: NonEmpty<Change>): Promise<Written<Doc>> =>
		await this.put(current.id, () => current.record, changes);

	readonly create = async (changes: readonly Change[]): Promise<Written<Doc>> =>
		await this.counted(async () => {
			await this.send({ method: 'POST', url: 'https://vendor.test/users', body: JSON.stringify(changes) });
			const failure = this.refusesNewcomer(changes);
			if (failure) throw failed(failure);
			const id = `new-${this.stored.size}`;
			this.writes.push({ id, changes });
			return { id, record: this.store(id, {}, changes), warnings: [] };
		});

	readonly setActive = async (current: Profile<Doc>, active: boolean): Promise<Written<Doc>> =>
		await this.update(current, [{ field: 'status', to: active ? 'active' : 'inactive' }]);

	readonly remove = async ({ id }: Profile<Doc>): Promise<void> => {
		await this.counted(async () => {
			await this.send({ method: 'DELETE', url: `https://vendor.test/users/${id}` });
			this.writes.push({ id, changes: [] });
			this.landed.push({ id, changes: [], before: this.stored.get(id) ?? {}, after: {} });
			this.stored.delete(id);
		});
	};

	private async put(id: string, base: () => Doc, changes: NonEmpty<Change>): Promise<Written<Doc>> {
		return await this.counted(async () => {
			const failure = this.failures.get(id);
			if (failure) throw failed(failure);
			const parts = [changes.filter(({ field }) => field !== 'phone'), changes.filter(({ field }) => field === 'phone')];
			const requests = parts
				.filter(({ length }) => length > 0)
				.map((part): VendorRequest => ({ method: 'PUT', url: `https://vendor.test/users/${id}`, body: JSON.stringify(part) }));
			const turn = writesInTurn();
			for (const request of requests) await turn.write('user', this.send(request));
			turn.end();
			this.writes.push({ id, changes });
			return { id, record: this.store(id, base(), changes), warnings: [] };
		});
	}

	private store(id: string, base: Doc, changes: readonly Change[]): Doc {
		const after: Record<FieldName, FieldValue> = { ...base };
		for (const { field, to } of changes) {
			if (to === null) delete after[field];
			else after[field] = to;
		}
		this.landed.push({ id, changes, before: this.stored.get(id) ?? {}, after });
		this.stored.set(id, after);
		return after;
	}

	private async *list(): AsyncGenerator<Profile<Doc>, ListEnd> {
		for (const one of [...this.stored]) if (!this.unlisted.has(one[0])) yield toProfile(one);
		return this.listEnd;
	}

	private readonly sent: Send = async (request) => {
		this.requests.push(request);
		return await Promise.resolve({ status: 200, statusText: 'OK', headers: {}, body: '' });
	};

	private get send(): Send {
		return this.readsOnly ? readOnly(this.sent) : this.sent;
	}

	private async counted<T>(work: () => Promise<T>): Promise<T> {
		this.atOnce += 1;
		this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
		await new Promise(setImmediate);
		try {
			return await work();
		} finally {
			this.atOnce -= 1;
		}
	}
}

/** What a list is read for: whom these texts may name, and no leavers. */
export function interestIn(...texts: readonly string[]): Interest<MemoryKey, Doc> {
	return {
		keys: ['id', 'email', 'externalId'],
		texts,
		named: new Map(),
		identifies: () => false,
		leavers: { then: 'ignore', inScope: () => true, whyKept: () => undefined },
		personOf: ({ id, fields }) => String(fields.get('email') ?? id),
	};
}

/**
 * The same directory at a vendor that replaces records: whoever writes reads first, and refuses what has
 * changed since the look-up.
 * @param before called before each write with the user's id and how many writes it had before
 */
export function replacing(directory: InMemoryDirectory, before: (id: string, earlier: number) => void = () => undefined) {
	const tried = new Map<string, number>();
	const update = async (current: Profile<Doc>, changes: NonEmpty<Change>): Promise<Written<Doc>> => {
		const earlier = tried.get(current.id) ?? 0;
		tried.set(current.id, earlier + 1);
		before(current.id, earlier);
		const [now] = await directory.find({ by: 'id', value: current.id });
		if (JSON.stringify(now?.record) !== JSON.stringify(current.record))
			throw failed({ kind: 'conflict', says: 'The user was changed by somebody else' });
		return await directory.replace(current, changes);
	};
	return { ...directory, update };
}

function toProfile([id, record]: readonly [string, Doc]): Profile<Doc> {
	return {
		id,
		active: record.status !== 'inactive',
		fields: new Map(Object.entries(record).filter(([name]) => !name.startsWith('x-'))),
		record: { ...record },
	};
}
