import type { INodeProperties } from 'n8n-workflow';

import { invalid } from '../shared/failure';
import { plainObject, type JsonObject } from '../shared/json/json';
import { isAdded } from '../shared/n8n/parameters/readings';
import { neverDeactivated } from '../shared/n8n/parameters/syncParameters';
import type { InputItem } from '../shared/n8n/parameters/leftOut';
import { filtersParameter } from '../shared/n8n/run/getMany';
import { EMPTY_NOTICE, noticeParameter } from '../shared/n8n/parameters/columns';
import { mappedEdits } from '../shared/n8n/parameters/mapped';
import { optionsParameter } from '../shared/n8n/parameters/options';
import { readBackOption } from '../shared/n8n/parameters/readBack';
import { inputEdits, inputParameters, whileFields } from '../shared/n8n/parameters/scim';
import type { UserMode } from '../shared/n8n/parameters/user';
import type { Item, UserVendor } from '../shared/n8n/run/userVendor';
import type { FieldEdits } from '../shared/provisioning/types';
import { dateFilter, inFull, listQuery, sortOptions, statusFilter, textFilter } from './actions/filters';
import { formatOf, formatOption, ignoreChangesOption, ignoredIn, openHighQ } from './actions/open';
import { recordUrl } from './actions/organisationsAndGroups';
import { simplified } from './actions/simplified';
import type { HighQDirectory, HighQWrite } from './user/highqDirectory';
import { changedLinks } from './user/links';
import { assertWritable, replacing } from './user/merge';
import type { NamedOrganisations } from './user/organisations';
import { AT_REST, HIGHQ_FIELDS, profileOf, RULES, storedEdits, type HighQKey } from './user/profile';
import { HIGHQ_SCIM } from './user/scim';
import { USER } from './wire/answers';
import { highqRows, listOf } from './wire/lists';
import type { HighQRequest } from './wire/request';

type Types = {
	by: HighQKey;
	options: HighQWrite;
	record: JsonObject;
	opened: Readonly<{ request: HighQRequest; directory: HighQDirectory; organisations: NamedOrganisations }>;
};

const BY_ID: UserMode<HighQKey> = { by: 'id', label: 'By ID', placeholder: 'e.g. 31', url: recordUrl('user', '31') };
const BY_EMAIL: UserMode<HighQKey> = { by: 'email', label: 'By Email', placeholder: 'e.g. ana@example.com' };

const NEWCOMER_NOTICE = 'A new user needs Email, First Name and Last Name, and gets no invitation from HighQ.';
const REPLACE_NOTICE = 'Replace Whole User is on: whatever is not mapped, or has no value, may be lost.';
const REPLACING = { '/options.replaceWholeUser': [true] };

const replaceWholeUser: INodeProperties = {
	displayName: 'Replace Whole User',
	name: 'replaceWholeUser',
	type: 'boolean',
	noDataExpression: true,
	default: true,
	description:
		'Whether to send only the mapped fields, so that HighQ removes all other data of the user. When off, changes are merged into the current user.',
};

/** The same for all items: there may be tens of thousands. */
const NOTHING_IGNORED: HighQWrite = {};

/** How a change is merged into what HighQ has. */
function mergingOf({ context, i }: Pick<Item<Types>, 'context' | 'i'>): HighQWrite {
	const ignored = ignoredIn(context, i);
	return ignored.length === 0 ? NOTHING_IGNORED : { ignored };
}

/** HighQ's users. Every write replaces the whole user, so changes are merged into what was read. */
export const USERS: UserVendor<Types> = {
	name: 'HighQ Publisher',
	modes: [BY_ID, BY_EMAIL],
	// HighQ chooses the ID of a new user, so an ID that nobody has can't become one.
	personModes: [BY_EMAIL],
	fields: HIGHQ_FIELDS,
	rules: RULES,

	open: openHighQ,
	input: inputParameters,
	optionsParameter: optionsParameter,
	requests: [formatOption],

	show: (record) => plainObject(record),
	simplified,
	entriesOf: (change) => changedLinks(change),
	profileOf,
	resting: { found: AT_REST, listed: AT_REST },
	scim: () => HIGHQ_SCIM,

	writeOptions: () => ({}),
	person: (item, { key }) => {
		assertWritable(formatOf(item.context), new Map([['email', { set: key.value }]]));
		return { edits: editsOf(item), options: mergingOf(item) };
	},
	// A mapped Email is the same address as it is to be written.
	newcomer: ({ key, edits }) => new Map([['email', { set: key.value }], ...edits]),

	references: ({ users }) => [users.organisations.reference],
	checked: (operation, { users }) => users.organisations.moving(operation),

	get: {},
	getAll: {
		filters: (show) => [
			filtersParameter(show, [
				dateFilter('Created', 'createddate'),
				textFilter('Departments', 'departments', 'Comma-separated list of department names'),
				textFilter('Locations', 'locations', 'Comma-separated list of address values of the organisation, such as a city'),
				dateFilter('Modified', 'modifieddate'),
				unsureFilter('Organisation Groups', 'organisationgroups'),
				unsureFilter('Organisations', 'organisations'),
				textFilter('Search', 'search', 'The text to search for'),
				statusFilter(['active', 'archive', 'disable', 'pending', 'suspended']),
				unsureFilter('User Groups', 'usergroups'),
			]),
		],
		options: sortOptions([
			{ name: 'Created', value: 'created' },
			{ name: 'Email', value: 'email' },
			{ name: 'First Name', value: 'firstname' },
			{ name: 'Invited', value: 'invited' },
			{ name: 'Last Login', value: 'lastlogin' },
			{ name: 'Last Name', value: 'lastname' },
			{ name: 'Organisation', value: 'organisation' },
			{ name: 'Status', value: 'status' },
			{ name: 'Updated', value: 'updated' },
		]),
		rows: ({ context, i, users }) => {
			const query = inFull(listQuery(context, i));
			return () => highqRows(users.request, listOf(USER), query);
		},
	},
	create: {
		description: 'Create a user, without an invitation',
		requests: [readBackOption],
		notice: NEWCOMER_NOTICE,
		asks: (item) => ({ edits: newcomerEdits(item), options: {} }),
	},
	update: {
		description: 'Change fields of an existing user and keep all others',
		notice: '',
		below: (show) => [
			noticeParameter('emptyNotice', EMPTY_NOTICE, { show: whileFields(show), hide: REPLACING }),
			noticeParameter('replaceNotice', REPLACE_NOTICE, { show: { ...show, ...REPLACING } }),
		],
		options: [ignoreChangesOption, replaceWholeUser],
		requests: [readBackOption],
		asks: (item) => {
			const { context, i } = item;
			const edits = editsOf(item);
			if (isAdded(context, i, replaceWholeUser)) return { edits: replacing(edits), options: { whole: edits } };
			return { edits, options: mergingOf(item) };
		},
	},
	upsert: { options: [ignoreChangesOption], requests: [readBackOption] },
	sync: { options: [ignoreChangesOption], requests: [readBackOption] },
	compare: {},

	listed: {
		directory: ({ users }) => users.directory,
		leavers: [{ deactivates: true }],
		deactivates: ({ context, users }) => {
			if (neverDeactivated(context).size > 0) return users.directory;
			throw invalid(
				'Never Deactivate',
				'HighQ does not show who is an administrator, so one could be deactivated',
				"List the administrators and the credential's own user under Never Deactivate.",
			);
		},
	},
	activate: {
		description: 'Activate a user who was deactivated or archived',
		user: 'Archived and disabled users are activated too.',
		requests: [readBackOption],
		directory: ({ users }) => users.directory,
	},
	deactivate: {
		description: 'Deactivate a user, which HighQ calls disable',
		user: 'HighQ calls this disable.',
		requests: [readBackOption],
		directory: ({ users }) => users.directory,
	},
	archive: {
		description: 'Archive a user (can be undone)',
		user: 'Activate undoes this.',
		requests: [readBackOption],
		directory: ({ users }) => users.directory,
	},
};

function unsureFilter(displayName: string, name: string): INodeProperties {
	return textFilter(displayName, name, `${displayName}, separated by commas. HighQ does not document whether these are IDs or names.`);
}

/**
 * What an item asks for, as columns or as a SCIM user.
 * @throws FailureError `invalid`, also for what the format can't carry
 */
function editsOf(item: InputItem): FieldEdits {
	const fields = (): FieldEdits => mappedEdits(item, HIGHQ_FIELDS);
	const edits = storedEdits(inputEdits(item, { specs: HIGHQ_FIELDS, table: HIGHQ_SCIM, fields }));
	assertWritable(formatOf(item.context), edits);
	return edits;
}

/** The address is a user's key at HighQ: the one thing without which nobody would find the new user again. */
function newcomerEdits(item: InputItem): FieldEdits {
	const edits = editsOf(item);
	const email = edits.get('email');
	if (email !== undefined && email !== 'clear') return edits;
	throw invalid('Email', 'Email has no value', "Map the new user's Email, First Name and Last Name.");
}
