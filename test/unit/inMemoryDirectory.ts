import { failed, type Failure } from '../../nodes/shared/failure';
import type { CreatesUsers, DeletesUsers, SwitchesUsers, UserDirectory } from '../../nodes/shared/provisioning/directory';
import { sameValue } from '../../nodes/shared/provisioning/diff';
import type { Change, FieldName, FieldValue, MatchKey, NonEmpty, Profile, Written } from '../../nodes/shared/provisioning/types';

export type Person = Readonly<{ id: string; fields: Readonly<Record<FieldName, FieldValue>> }>;
type Doc = Record<FieldName, FieldValue>;

export function person(id: string, fields: Person['fields'] = {}): Person {
	return { id, fields: { email: `${id}@example.test`, ...fields } };
}

/** A directory over memory: counts writes, keeps the most that were under way, and fails where it is told to. */
export class InMemoryDirectory
	implements UserDirectory<'id' | 'email', undefined, Doc>, CreatesUsers<undefined, Doc>, SwitchesUsers<undefined, Doc>, DeletesUsers<undefined, Doc>
{
	readonly kind = 'readable';
	readonly unseen: ReadonlySet<FieldName> = new Set(['password']);
	readonly same = (_field: FieldName, one: FieldValue | null, other: FieldValue | null): boolean => sameValue(one, other);

	writes: Array<Readonly<{ id: string; changes: readonly Change[] }>> = [];
	reads = 0;
	mostAtOnce = 0;
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

	readonly asStored = <T>(edits: T): T => edits;

	readonly find = async ({ by, value }: MatchKey<'id' | 'email'>): Promise<ReadonlyArray<Profile<Doc>>> =>
		await this.counted(async () => {
			this.reads += 1;
			const found = [...this.stored].filter(([id, fields]) => (by === 'id' ? id === value : fields.email === value));
			return found.map(([id, fields]) => ({ id, active: fields.status !== 'inactive', fields: new Map(Object.entries(fields)), record: { ...fields } }));
		});

	readonly update = async (current: Profile<Doc>, changes: NonEmpty<Change>): Promise<Written<Doc>> =>
		await this.counted(async () => {
			const failure = this.failures.get(current.id);
			if (failure) throw failed(failure);
			this.writes.push({ id: current.id, changes });
			const fields = this.stored.get(current.id) ?? {};
			for (const { field, to } of changes) {
				if (to === null) delete fields[field];
				else fields[field] = to;
			}
			return { id: current.id, record: { ...fields }, warnings: [] };
		});

	readonly create = async (changes: readonly Change[]): Promise<Written<Doc>> =>
		await this.counted(async () => {
			const fields: Doc = Object.fromEntries(changes.flatMap(({ field, to }) => (to === null ? [] : [[field, to]])));
			const id = `new-${this.stored.size}`;
			this.stored.set(id, fields);
			this.writes.push({ id, changes });
			return await Promise.resolve({ id, record: { ...fields }, warnings: [] });
		});

	readonly setActive = async (current: Profile<Doc>, active: boolean): Promise<Written<Doc>> =>
		await this.update(current, [{ field: 'status', to: active ? 'active' : 'inactive' }]);

	readonly remove = async ({ id }: Profile<Doc>): Promise<void> => {
		await this.counted(async () => {
			this.writes.push({ id, changes: [] });
			await Promise.resolve(this.stored.delete(id));
		});
	};

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
