import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { invalid } from '../shared/failure';
import { recordsAtRest } from '../shared/fields/atRest';
import { isEmailAddress } from '../shared/fields/keyText';
import { keepingKey, type WhoParameter } from '../shared/n8n/parameters/user';
import type { ShownFor } from '../shared/n8n/parameters/options';
import { ifNotFoundOf, LEAVERS } from '../shared/n8n/parameters/syncParameters';
import { readBackOption } from '../shared/n8n/parameters/readBack';
import { inputParameters } from '../shared/n8n/parameters/scim';
import { filtersParameter } from '../shared/n8n/run/getMany';
import type { GivingItem, UserVendor } from '../shared/n8n/run/userVendor';
import { toText } from '../shared/fields/values';
import type { FieldEdits, Wanted } from '../shared/provisioning/types';
import { apisOf, openISpring, type OpenedISpring } from './actions/apis';
import { iSpringOptions, listOf, pageSizeOf } from './actions/parameters';
import { EDIT_OPTIONS, moreNamesOption, NEW_USER_OPTIONS, referencesOf, resolving, userEdits } from './userParameters';
import {
	askedFirst,
	departmentParameters,
	invitationParameters,
	newcomer,
	newcomersOptions,
	newUserNotices,
	newUsersParameter,
} from './actions/user/newUserParameters';
import { PERSON_MODES, USER_MODES } from './actions/userModes';
import type { SwitchingDirectory } from './user/iSpringDirectory';
import {
	ISPRING_FIELDS,
	showUser,
	SILENT,
	simplified,
	toProfile,
	USER_NAME,
	type ISpringKey,
	type ISpringUser,
	type ISpringWriteOptions,
} from './user/profile';
import { RULES } from './user/rules';
import { iSpringScim, scimProfile } from './user/scim';
import { superiorReferences } from './user/superiors';
import type { UserFilters } from './wire/channel';

type Types = { by: ISpringKey; options: ISpringWriteOptions; record: ISpringUser; opened: OpenedISpring };

const DEPARTMENT_OF_NEWCOMERS =
	'The department for new users. Existing users stay where they are, unless Department is mapped under Fields.';
const MAY_EMAIL = 'iSpring may send them an email with their sign-in.';

const FITTING_ALL = 'Only users who match all filters. Each filter takes several values, separated by commas.';
const FILTERS = { departments: 'Department IDs', emails: 'Emails', groups: 'Group IDs', logins: 'Logins', userIds: 'User IDs' } as const;
const EVERYWHERE: ReadonlySet<string> = new Set(['departments', 'groups']);

const FILTER_OPTIONS = Object.entries(FILTERS).map(([name, displayName]): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	...(EVERYWHERE.has(name)
		? { description: 'Comma-separated list. REST (Header) and SOAP only take one value.' }
		: { description: 'Comma-separated list', displayOptions: { show: { '/api': ['rest'] } } }),
}));

const AT_REST = recordsAtRest<ISpringUser>(toProfile);

/** iSpring's users, by whichever API. */
export const USERS: UserVendor<Types> = {
	name: 'iSpring Learn',
	modes: USER_MODES,
	personModes: PERSON_MODES,
	fields: ISPRING_FIELDS,
	rules: RULES,

	open: async (context, operation) => await openISpring(context, apisOf('user', operation)),
	input: inputParameters,
	fieldOptions: [moreNamesOption],
	optionsParameter: iSpringOptions,

	show: showUser,
	simplified,
	profileOf: toProfile,
	resting: { found: AT_REST, listed: AT_REST },
	// Countries and departments need the account's lists, which are read only when SCIM is asked for.
	scim: async ({ context, users }) => {
		const isAsked = context.getNodeParameter('output', 0, 'simplified') === 'scim';
		if (!isAsked) return iSpringScim();
		const departments = 'departments' in users.channel ? await users.departments.all() : [];
		return iSpringScim(await users.directory.account.read(), users.protocol, departments);
	},
	scimProfile: (profile) => scimProfile(profile),

	writeOptions: () => SILENT,
	person: (item, { operation }) => {
		const creates = operation === 'upsert' || (operation === 'sync' && ifNotFoundOf(item.context) === 'create');
		return { edits: carriedEdits(item), options: creates ? newcomersOptions(item.context, item.i, item.users.protocol) : SILENT };
	},
	keeping: keepingOwnKey,
	newcomer: ({ key, edits, options: { beside } }) => newcomer(edits, [[key.by, { set: key.value }], ...beside]),
	checked: (operation, { context, users }, name) =>
		resolving(context, name === 'compare' ? operation : askedFirst(operation, users.directory), users),

	references: ({ context, users }, { find, findNow }) => [
		...referencesOf(context, users),
		...(users.protocol === 'rest' ? superiorReferences(find, findNow) : []),
	],

	get: { user: 'With REST (Header) and SOAP, finding users by email or login reads all users once.' },
	getAll: {
		description: 'Get all users, or those in certain departments or groups',
		filters: (show) => [filtersParameter(show, FILTER_OPTIONS, FITTING_ALL)],
		rows: ({ context, i, users }) => {
			const [filters, pageSize] = [filtersOf(context, i), pageSizeOf(context, i)];
			return () => users.channel.list(filters, pageSize);
		},
	},
	create: {
		description: 'Create a user in a department',
		options: NEW_USER_OPTIONS,
		above: (show) => departmentParameters(show, 'The department for the new user, unless Department is mapped under Fields'),
		below: (show) => [...newUserNotices(show), ...invitationParameters(show), newUsersParameter(show)],
		asks: (item) => {
			const edits = carriedEdits(item);
			const asked = newcomersOptions(item.context, item.i, item.users.protocol);
			return { edits: newcomer(edits, asked.beside), options: asked };
		},
	},
	update: {
		description: 'Change fields, department, groups or role of an existing user',
		options: EDIT_OPTIONS,
		requests: [readBackOption],
		asks: (item) => ({ edits: carriedEdits(item), options: SILENT }),
	},
	upsert: { below: (show) => newcomersParameters(show), options: EDIT_OPTIONS, requests: [readBackOption] },
	sync: {
		below: (show) => newcomersParameters(whileCreating(show)),
		options: EDIT_OPTIONS,
		requests: [readBackOption],
	},
	compare: { options: EDIT_OPTIONS },

	listed: {
		directory: ({ users }) => users.directory,
		leavers: [
			{ deactivates: true, where: { api: ['rest', 'soap'] } },
			{ deactivates: false, where: { api: ['restHeader'] } },
		],
		deactivates: ({ users }) => switching(users),
	},
	activate: {
		description: 'Activate a user. iSpring may send them an email with their sign-in.',
		user: MAY_EMAIL,
		directory: ({ users }) => switching(users),
	},
	deactivate: {
		description: 'Deactivate a user and keep their data. A terminated user stays terminated.',
		user: "The user's data is kept.",
		directory: ({ users }) => switching(users),
	},
	delete: {
		description: 'Delete a user permanently. This cannot be undone; consider Deactivate.',
		user: "Deactivate keeps the user's data.",
		directory: ({ users }) => users.directory,
	},
};

/** @throws FailureError `invalid` for the API that can't */
function switching({ directory }: OpenedISpring): SwitchingDirectory {
	if ('setActive' in directory) return directory;
	throw invalid(LEAVERS.displayName, "REST (Header) can't deactivate users", 'Choose Report or Ignore, or another API.');
}

/**
 * What an item asks for.
 * @throws FailureError `invalid`, also for what the API has no place for
 */
function carriedEdits(item: GivingItem<Types>): FieldEdits {
	const { protocol, directory } = item.users;
	const edits = userEdits(item, protocol);
	directory.assertCarried(edits);
	return edits;
}

function whileCreating(show: ShownFor): ShownFor & { ifNotFound: string[] } {
	return { ...show, ifNotFound: ['create'] };
}

function newcomersParameters(show: ShownFor): INodeProperties[] {
	return [...departmentParameters(show, DEPARTMENT_OF_NEWCOMERS), ...invitationParameters(show), newUsersParameter(show)];
}

/**
 * Somebody who will be found by the same key again. SCIM's userName is the login; one that is an email address says
 * nothing of a login that is none, and is left out: identity providers send it for everybody.
 * @throws FailureError `invalid` naming both values
 */
export function keepingOwnKey(person: Wanted<ISpringKey, ISpringWriteOptions>, who: WhoParameter): Wanted<ISpringKey, ISpringWriteOptions> {
	const { key, edits } = person;
	const userName = edits.get(USER_NAME);
	if (key.by !== 'login' || userName === undefined || userName === 'clear') return keepingKey(person, ISPRING_FIELDS, who);
	const others = new Map([...edits].filter(([name]) => name !== USER_NAME));
	const isNoLogin = isEmailAddress(toText(USER_NAME, userName.set)) && !isEmailAddress(key.value);
	return keepingKey({ ...person, edits: isNoLogin ? others : new Map([...others, ['login', userName]]) }, ISPRING_FIELDS, who);
}

function filtersOf(context: IExecuteFunctions, i: number): UserFilters {
	const of = (name: keyof UserFilters): readonly string[] => listOf(context, i, { displayName: FILTERS[name], name: `filters.${name}` });
	return { departments: of('departments'), groups: of('groups'), logins: of('logins'), emails: of('emails'), userIds: of('userIds') };
}
