import { failed, type ListEnd } from '../../nodes/shared/failure';
import { readOnly } from '../../nodes/shared/http/readOnly';
import type { Send, VendorRequest } from '../../nodes/shared/http/types';
import type { Resting } from '../../nodes/shared/fields/atRest';
import { keyFields, signInFields, type FieldSpec } from '../../nodes/shared/fields/spec';
import { outlining } from '../../nodes/shared/fields/wording';
import type { InputItem } from '../../nodes/shared/n8n/parameters/leftOut';
import { mappedEdits } from '../../nodes/shared/n8n/parameters/mapped';
import { optionsParameter } from '../../nodes/shared/n8n/parameters/options';
import { isPreview } from '../../nodes/shared/n8n/parameters/preview';
import { inputEdits, inputParameters } from '../../nodes/shared/n8n/parameters/scim';
import type { UserVendor } from '../../nodes/shared/n8n/run/userVendor';
import { sameValue } from '../../nodes/shared/provisioning/diff';
import type { CreatesUsers, DeletesUsers, ListsUsers, SwitchesUsers, UserDirectory } from '../../nodes/shared/provisioning/directory';
import { folded } from '../../nodes/shared/provisioning/keys';
import type { Change, Profile } from '../../nodes/shared/provisioning/types';
import { scimTable } from '../../nodes/shared/scim/table';
import type { MemoryStore, Person } from './memoryStore';

type Key = 'id' | 'email';
type Directory = UserDirectory<Key, unknown, Person> &
	CreatesUsers<unknown, Person> &
	SwitchesUsers<unknown, Person> &
	DeletesUsers<unknown, Person> &
	ListsUsers<Key, unknown, Person>;

const FIELDS: readonly FieldSpec[] = [
	{ name: 'email', label: 'Email', type: 'text', key: 'email', clearable: false, common: true },
	{ name: 'name', label: 'Name', type: 'text', common: true },
	{ name: 'phone', label: 'Phone', type: 'text', common: true },
];
const SCIM = scimTable([
	{ path: 'emails[type eq "work"].value', field: 'email' },
	{ path: 'displayName', field: 'name' },
]);
const profileOf = (record: Person): Profile<Person> => {
	const { id = '', active, ...fields } = record;
	return { id, fields: new Map(Object.entries(fields)), active: active === 'true', record };
};

const AT_REST: Resting<Person> = {
	textOf: ({ record }) => JSON.stringify(record),
	profileIn: (document) => profileOf(Object.fromEntries(Object.entries(document).map(([name, value]) => [name, String(value)]))),
};

/** The adapter: what this vendor is. */
export function fifthDirectory(send: Send): Directory {
	const ask = async (method: VendorRequest['method'], id = '', body?: object): Promise<ReadonlyArray<Profile<Person>>> => {
		const url = `http://fifth.test/people/${encodeURIComponent(id)}`;
		const heard = await send({ method, url, ...(body ? { body: JSON.stringify(body) } : {}) });
		if (heard.status !== 200) throw failed({ kind: 'refused', status: heard.status, says: heard.body });
		if (!heard.body.startsWith('[')) throw failed({ kind: 'unreadable', status: 200, says: 'The answer is no list' });
		return (JSON.parse(heard.body) as readonly Person[]).map(profileOf);
	};
	const write = async (method: 'POST' | 'PUT', id: string, body: object) => {
		const [written] = await ask(method, id, body);
		return { id: written?.id ?? id, ...(written ? { record: written.record } : {}), warnings: [] };
	};
	const asBody = (changes: readonly Change[]): object => Object.fromEntries(changes.map(({ field, to }) => [field, to ?? '']));
	const keyOf: Directory['keyOf'] = ({ id, fields }, by) => (by === 'id' ? id : String(fields.get('email')));
	return {
		kind: 'readable',
		find: async ({ by, value }) => (await ask('GET')).filter((one) => folded(keyOf(one, by) ?? '') === folded(value)),
		asStored: (edits) => edits,
		same: (field, one, other) => (field === 'email' ? folded(String(one)) === folded(String(other)) : sameValue(one, other)),
		unseen: new Set(),
		update: async ({ id }, changes) => await write('PUT', id, asBody(changes)),
		create: async (changes) => await write('POST', '', asBody(changes)),
		setActive: async ({ id }, active) => await write('PUT', id, { active: String(active) }),
		remove: async ({ id }) => void (await ask('DELETE', id)),
		everybody: async function* (): AsyncGenerator<Profile<Person>, ListEnd> {
			yield* await ask('GET');
			return { complete: true };
		},
		keyOf,
		normalKey: ({ value }) => folded(value),
		inOutline: outlining(FIELDS, (one: Person) => one),
		whyProtected: () => undefined,
	};
}

/** The vendor as a value. */
export function fifthVendor(
	store: MemoryStore,
): UserVendor<{ by: Key; options: unknown; record: Person; opened: { directory: Directory } }> {
	const asks = (item: InputItem) => ({
		edits: inputEdits(item, { specs: FIELDS, table: SCIM, fields: () => mappedEdits(item, FIELDS) }),
		options: undefined,
	});
	return {
		name: 'Fifth',
		modes: [
			{ by: 'id', label: 'By ID', placeholder: 'e.g. 1' },
			{ by: 'email', label: 'By Email', placeholder: 'e.g. ana@example.com' },
		],
		personModes: [{ by: 'email', label: 'By Email', placeholder: 'e.g. ana@example.com' }],
		fields: FIELDS,
		rules: { secret: new Set(), isIdentity: signInFields(FIELDS), identifies: keyFields(FIELDS), keepsOut: () => false },
		open: async (context) => {
			const send = isPreview(context) ? readOnly(store.send) : store.send;
			const session = { credential: {}, send, scrub: (text: string) => text, requests: () => 0, atOnce: 1 };
			return await Promise.resolve({ session, directory: fifthDirectory(send) });
		},
		input: inputParameters,
		optionsParameter: optionsParameter,
		show: (person) => ({ ...person }),
		simplified: (person) => person,
		profileOf,
		resting: { found: AT_REST, listed: AT_REST },
		scim: () => SCIM,
		writeOptions: () => undefined,
		person: (item) => asks(item),
		newcomer: ({ key, edits }) => new Map([[key.by, { set: key.value }], ...edits]),
		get: {},
		getAll: {
			filters: () => [],
			rows:
				({ users }) =>
				() =>
					recordsOf(users.directory),
		},
		create: { asks: (item) => asks(item) },
		update: { asks: (item) => asks(item) },
		upsert: {},
		sync: {},
		compare: {},
		listed: {
			directory: ({ users: { directory } }) => directory,
			leavers: [{ deactivates: true }],
			deactivates: ({ users: { directory } }) => directory,
		},
		activate: { directory: ({ users: { directory } }) => directory },
		deactivate: { directory: ({ users: { directory } }) => directory },
		delete: { directory: ({ users: { directory } }) => directory },
	};
}

async function* recordsOf({ everybody }: Directory): AsyncGenerator<Person, ListEnd> {
	for await (const { record } of { [Symbol.asyncIterator]: () => everybody(undefined) }) yield record;
	return { complete: true };
}
