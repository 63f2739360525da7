import { failed } from '../../shared/failure';
import { isJsonObject, scalarText, type JsonObject } from '../../shared/json/json';
import type { BlindDirectory, CreatesUsers, UserDirectory } from '../../shared/provisioning/directory';
import { inAnyForm } from '../../shared/provisioning/keys';
import { readBack } from '../../shared/provisioning/readBack';
import type { Change, Edit, FieldEdits, FieldName, FieldValue, MatchKey, Profile, Written } from '../../shared/provisioning/types';
import { detailsOf, isUser, KEY_WORDS, userFinder } from './lookUp';
import { IDENTIFIERS, sameLabel, SECRET_LABELS, type AxeroKey, type AxeroUser } from './profile';
import type { AxeroRequest } from '../wire/request';

/** How users are read and written. */
export type AxeroWriteOptions = Readonly<{
	/** Whether a write is read back. */
	verify?: boolean;
	/** What must be seen of somebody from the list of all users, whose rows show little: these labels, and these keys. */
	labels?: readonly FieldName[];
	keys?: ReadonlySet<AxeroKey>;
	/** How many users are read at once, where rows don't do. */
	atOnce?: number;
	/** Whether it must be seen who is active, which takes the SCIM service. */
	status?: boolean;
}>;

export interface AxeroDirectory extends BlindDirectory<AxeroKey, AxeroWriteOptions, AxeroUser>, CreatesUsers<AxeroWriteOptions, AxeroUser> {
	/** Everybody with this key. The look-up by email or user name is not documented by Axero. */
	readonly find: (key: MatchKey<AxeroKey>, options?: AxeroWriteOptions) => Promise<ReadonlyArray<Profile<AxeroUser>>>;
}

/** The same users, looked at before they are written. */
type ComparingAxero = UserDirectory<AxeroKey, AxeroWriteOptions, AxeroUser> & CreatesUsers<AxeroWriteOptions, AxeroUser>;

/**
 * Axero's users. Updates address the user by key and are not compared with the profile first: the only
 * documented call for users is the one that writes.
 * Source: POST /api/users/fields, "REST API: Update User Profile Fields".
 */
export function axeroDirectory(request: AxeroRequest): AxeroDirectory {
	/**
	 * AddUser is always sent: left out, Axero creates users that it does not find.
	 * @returns the ID that Axero tells, as it stands or within the user
	 */
	const write = async (about: string, body: JsonObject, { addUser }: Readonly<{ addUser: boolean }>): Promise<string | undefined> => {
		const { data } = await request({
			method: 'POST',
			path: '/users/fields',
			query: [['AddUser', String(addUser)]],
			body,
			about,
			bare: (answer) => isUser(answer),
			...(addUser ? {} : { repeats: true }),
		});
		return isJsonObject(data) ? scalarText(data[IDENTIFIERS.id]) : scalarText(data);
	};

	/** The details are not documented, so whatever is odd in them is no more than a warning: the write itself was accepted. */
	const verified = async (id: string, changes: readonly Change[]): Promise<Written<AxeroUser>> =>
		await readBack(id, {
			vendor: 'Axero',
			read: async () => {
				if (id === '') throw failed({ kind: 'unreadable', status: 200, says: 'Axero did not return the ID' });
				return await detailsOf(request, id);
			},
			changes,
			same: sameLabel,
			unseen: SECRET_LABELS,
			asBefore: 'warns',
		});

	const find = userFinder(request);

	return {
		kind: 'blind',

		find: async (key) => await inAnyForm(key, find),

		create: async (changes, { verify = false }): Promise<Written<AxeroUser>> => {
			const body = bodyOf(changes);
			const name = scalarText(body[IDENTIFIERS.email]) ?? scalarText(body[IDENTIFIERS.username]);
			const id = await write(name === undefined ? 'new user' : `new user "${name}"`, body, { addUser: true });
			if (id === undefined) return { id: '', warnings: ['Axero did not return the ID of the new user'] };
			return verify ? await verified(id, changes) : { id, warnings: [] };
		},

		updateUnseen: async (key, changes, { verify = false }) => {
			const about = whoIs(key);
			const told = await write(about, { [IDENTIFIERS[key.by]]: key.value, ...bodyOf(changes) }, { addUser: false });
			if (key.by === 'id' && told !== undefined && told !== key.value) throw wroteSomebodyElse(about, told);
			const id = told ?? (key.by === 'id' ? key.value : '');
			return verify ? await verified(id, changes) : { id, warnings: unsure(changes) };
		},
	};
}

/**
 * The same users for what has to look first. Compared is what the details show; a label that they lack
 * counts as empty. Writes name the user by ID, so that an email address or user name among the fields is a
 * new value.
 */
export function comparingDirectory({ find, create, updateUnseen }: AxeroDirectory): ComparingAxero {
	return {
		kind: 'readable',
		find,
		create,
		asStored: (edits): FieldEdits =>
			new Map([...edits].map(([label, edit]): [FieldName, Edit] => [label, edit === 'clear' ? edit : { set: asText(edit.set) }])),
		same: sameLabel,
		unseen: SECRET_LABELS,
		update: async ({ id }, changes, options) => await updateUnseen({ by: 'id', value: id }, changes, options),
	};
}

/** The user behind the credential. Source: "Using the REST API". */
export async function currentUser(request: AxeroRequest): Promise<AxeroUser> {
	const { data } = await request({ method: 'GET', path: '/users/me', bare: (answer) => isUser(answer) });
	if (isJsonObject(data)) return data;
	throw failed({ kind: 'unreadable', status: 200, says: 'Axero does not show the user behind the credential' });
}

function whoIs({ by, value }: MatchKey<AxeroKey>): string {
	return by === 'id' ? `user ${value}` : `user with the ${KEY_WORDS[by]} "${value}"`;
}

function wroteSomebodyElse(asked: string, told: string) {
	return failed({
		kind: 'unreadable',
		status: 200,
		says: `Axero was asked to change ${asked} and reports that it changed user ${told}`,
		todo: `Check both users in Axero before you run this item again.`,
	});
}

/** What nobody has looked at and is not documented. */
function unsure(changes: readonly Change[]): readonly string[] {
	const emptied = changes.filter(({ to }) => to === null).map(({ field }) => field);
	if (emptied.length === 0) return [];
	return [
		`Axero does not document how to clear a field. An empty value was sent for ${emptied.join(', ')}. To check the result, use the option Verify.`,
	];
}

function bodyOf(changes: readonly Change[]): JsonObject {
	return Object.fromEntries(changes.map(({ field, to }) => [field, asText(to)]));
}

/** Axero takes every value as text, numbers and booleans too. */
function asText(value: FieldValue | null): string {
	if (typeof value === 'object') return value === null ? '' : JSON.stringify(value);
	return String(value);
}
