import type { INodeProperties } from 'n8n-workflow';

import { recordsAtRest } from '../shared/fields/atRest';
import { plainObject } from '../shared/json/json';
import { isAdded } from '../shared/n8n/parameters/readings';
import { filtersParameter } from '../shared/n8n/run/getMany';
import { inputParameters, isScim } from '../shared/n8n/parameters/scim';
import type { UserVendor } from '../shared/n8n/run/userVendor';
import { once } from '../shared/once';
import { EXTERNAL_ID_FILTER, filtersOf, textFilter } from './actions/filters';
import { appenateOptions, openAppenate } from './actions/open';
import { appenateDirectory, switchable, type AppenateDirectory } from './user/appenateDirectory';
import {
	APPENATE_FIELDS,
	toProfile,
	type AppenateKey,
	type AppenateWriteOptions,
	type AppenateUser,
	RULES,
	simplified,
} from './user/profile';
import { billingWarnings, ACTIVE, INACTIVE } from './user/status';
import { changedEntries } from './user/metadata';
import { newcomer, newcomerWithKey } from './user/validation';
import { searchRows } from './wire/pages';
import { appenateScim } from './user/scim';
import { appenateRequest, type AppenateRequest } from './wire/request';
import {
	sendEmailParameter,
	formatOf,
	formatOption,
	inactiveWordOption,
	membershipGroup,
	newUserPlacesGroup,
	PERSON_MODES,
	referencesOf,
	placesAsOf,
	placesGroup,
	scimWordOption,
	statusWordOf,
	statusWordOption,
	writeOptionsOf,
	USER_MODES,
	verifyOption,
	wishOf,
} from './userParameters';
import { userSearch } from './user/search';

type Types = {
	by: AppenateKey;
	options: AppenateWriteOptions;
	record: AppenateUser;
	opened: Readonly<{ request: AppenateRequest; directory: AppenateDirectory }>;
};

/** What operations have that change users by their fields. */
const EDITING = { options: [membershipGroup, verifyOption], requests: [scimWordOption] };

const MAY_INVITE = sendEmailParameter('Whether Appenate invites new users by email. It may also email users who are changed.');
const SWITCH_MAIL = sendEmailParameter(
	'Whether Appenate sends the user an email about the change. A reactivation sends one, like an invitation.',
);

const FILTERS = [
	textFilter('Email', 'Email', 'e.g. name@email.com'),
	EXTERNAL_ID_FILTER,
	textFilter('Name', 'Name', 'e.g. Ana'),
	textFilter('Status', 'Status', 'e.g. Active'),
];

const auditsOption: INodeProperties = {
	displayName: 'Include Audits of Deleted Users',
	name: 'includeDeletedUserAudits',
	type: 'boolean',
	default: true,
	description: 'Whether to include the audits of deleted users',
};

const SCIM = once(() => appenateScim());

/** Appenate's users. */
export const USERS: UserVendor<Types> = {
	name: 'Appenate',
	modes: USER_MODES,
	personModes: PERSON_MODES,
	fields: APPENATE_FIELDS,
	rules: RULES,

	open: async (context) => {
		const session = await openAppenate(context);
		const request = appenateRequest(session, formatOf(context));
		return { session, request, directory: appenateDirectory(request, { scim: isScim(context, 0) }) };
	},
	input: inputParameters,
	optionsParameter: appenateOptions,
	requests: [formatOption],

	show: (record) => plainObject(record),
	simplified,
	entriesOf: (change) => changedEntries(change),
	foreseen: (plan) => billingWarnings(plan),
	profileOf: (record) => toProfile(record),
	resting: {
		found: recordsAtRest((record) => toProfile(record)),
		listed: recordsAtRest((record) => toProfile(record, { withKeys: true })),
	},
	scim: SCIM,
	scimProfile: ({ record }) => toProfile(record, { withKeys: true }),

	writeOptions: ({ context, i }) => writeOptionsOf(context, i),
	person: (item, { operation }) => wishOf(item, operation),
	newcomer: (wanted, { directory }) => newcomerWithKey(wanted, directory),

	references: ({ context, users }) => referencesOf(context, users),

	get: { user: 'By ID is fastest; the other ways search for the user first.', options: [placesGroup] },
	getAll: {
		description: 'Get all users, or those that match the filters',
		filters: (show) => [
			filtersParameter(
				show,
				FILTERS.map(({ property }) => property),
				'Without a filter, all users are returned. Some services require a Name, an Email or an External ID.',
			),
		],
		options: [auditsOption, placesGroup],
		rows: ({ context, i, users }) => {
			const audits = isAdded(context, i, auditsOption) ? [['IncludeDeletedUserAudits', 'true'] as const] : [];
			const search = userSearch({ query: [...filtersOf(context, i, FILTERS), ...audits], placesAs: placesAsOf(context) });
			return () => searchRows(users.request, search);
		},
	},
	create: {
		description: 'Create a user, with or without an invitation by email',
		notice: 'A new user needs First Name, Last Name and Email.',
		below: sendEmailParameter('Whether Appenate invites the user by email, with a temporary password'),
		options: [newUserPlacesGroup, verifyOption],
		requests: [scimWordOption],
		asks: (item) => {
			const { edits, options } = wishOf(item, 'create');
			return { edits: newcomer(edits, item.users.directory), options };
		},
	},
	update: {
		description: 'Change fields, groups, folders and metadata of an existing user',
		below: sendEmailParameter('Whether Appenate may send the user an email about the change'),
		...EDITING,
		asks: (item) => wishOf(item, 'update'),
	},
	upsert: { below: MAY_INVITE, ...EDITING },
	sync: { below: MAY_INVITE, ...EDITING, requests: [inactiveWordOption] },
	compare: { options: [membershipGroup], requests: [scimWordOption] },

	listed: {
		directory: ({ users }) => users.directory,
		leavers: [{ deactivates: true }],
		deactivates: ({ users }) => users.directory,
	},
	activate: {
		description: 'Activate a user: Status becomes Active',
		user: 'Active users are billed every month until they are deactivated. Users who never signed in (Invited) are free.',
		below: SWITCH_MAIL,
		requests: [statusWordOption(ACTIVE)],
		directory: ({ users }) => switchable(users.directory, 'activate'),
		writeOptions: ({ context, i }) => writeOptionsOf(context, i, statusWordOf(context, i, ACTIVE)),
	},
	deactivate: {
		description: 'Deactivate a user and keep their data: Status becomes Inactive',
		user: 'Status becomes Inactive; everything else stays. Activate undoes it. Users who never signed in (Invited) may have to be deleted instead.',
		below: SWITCH_MAIL,
		requests: [statusWordOption(INACTIVE)],
		directory: ({ users }) => switchable(users.directory, 'deactivate'),
		writeOptions: ({ context, i }) => writeOptionsOf(context, i, statusWordOf(context, i, INACTIVE)),
	},
	delete: { user: 'Deactivate keeps the user and can be undone.', directory: ({ users }) => users.directory },
};
