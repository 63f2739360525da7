import { invalid } from '../shared/failure';
import { recordsAtRest } from '../shared/fields/atRest';
import { plainObject } from '../shared/json/json';
import { noticeParameter } from '../shared/n8n/parameters/columns';
import { inputParameters } from '../shared/n8n/parameters/scim';
import { leaversThenOf, NEVER_DEACTIVATE, neverDeactivated } from '../shared/n8n/parameters/syncParameters';
import type { Item, UserVendor } from '../shared/n8n/run/userVendor';
import type { FieldEdits } from '../shared/provisioning/types';
import { axeroOptions, axeroSession } from './actions/open';
import { mayAskForStatus, switchableUsers, switchingOf, UNVERIFIED, withToken, type Switching } from './actions/status';
import { axeroDirectory, comparingDirectory, type AxeroDirectory, type AxeroWriteOptions } from './user/axeroDirectory';
import { managerReference } from './user/manager';
import { listed, usersList } from './wire/lists';
import { AXERO_FIELDS, IDENTIFIERS, profileOf, simplified, simplifiedRow, type AxeroKey, type AxeroUser, RULES } from './user/profile';
import { axeroScim } from './user/scim';
import { withActive } from './user/switching';
import { asksForStatus, STATUS_FIELD } from './user/status';
import { axeroRequest, type AxeroRequest } from './wire/request';
import { wholeDirectory, withDetails } from './user/wholeDirectory';
import {
	axeroEdits,
	compareFirstParameter,
	compares,
	identityParameters,
	isVerified,
	keysOfAll,
	managersAsGiven,
	moreLabelsOption,
	nameFilter,
	nameFilterOf,
	newcomerEdits,
	PERSON_MODES,
	unseenEdits,
	USER_MODES,
	verifyOption,
	assertNoId,
} from './userParameters';

type Types = {
	by: AxeroKey;
	options: AxeroWriteOptions;
	record: AxeroUser;
	opened: Readonly<{ request: AxeroRequest; unseen: AxeroDirectory; switching: Switching | undefined }>;
};

const LOOK_UP_NOTICE = 'Try this with an existing user first: Axero does not document the searches that find users.';

const AT_REST = recordsAtRest<AxeroUser>((record, active) => withActive(active, profileOf(record)));

/** Axero's users. Update sends them unseen, because the only documented call for users is the one that writes. */
export const USERS: UserVendor<Types> = {
	name: 'Axero',
	modes: USER_MODES,
	personModes: PERSON_MODES,
	fields: AXERO_FIELDS,
	rules: RULES,

	open: async (context) => {
		const session = await axeroSession(context);
		const request = axeroRequest(session);
		const labels = axeroDirectory(request);
		const switching = switchingOf(session, labels);
		const unseen = switching?.directory ?? labels;
		return { session, request, unseen, switching, directory: comparingDirectory(unseen) };
	},
	input: inputParameters,
	fieldOptions: [moreLabelsOption],
	optionsParameter: axeroOptions,

	show: (record) => plainObject(record),
	simplified,
	profileOf,
	resting: { found: AT_REST, listed: AT_REST },
	scim: ({ users }) => axeroScim(users.switching !== undefined),

	writeOptions: ({ context, i }) => ({ verify: isVerified(context, i) }),
	person: (item, { operation }) => {
		const edits = assertNoId(axeroEdits(item, { operation, hasStatus: hasStatus(item) }));
		return { edits, options: { ...seenFor(edits), verify: isVerified(item.context, item.i) } };
	},
	newcomer: ({ key, edits }) => new Map([[IDENTIFIERS[key.by], { set: key.value }], ...edits]),

	references: ({ context, users }, { operation, ...lookUp }) => [
		managerReference({ ...lookUp, request: users.request, asGiven: managersAsGiven(context, operation) }),
	],

	get: { user: 'By ID is fastest; the other ways search for the user first.' },
	getAll: {
		description: 'Get all users, or those with a certain name',
		filters: (show) => [nameFilter(show)],
		simplified: simplifiedRow,
		rows: ({ context, i, users }) => {
			const name = nameFilterOf(context, i);
			return () => listed(users.request, usersList(name));
		},
	},
	create: {
		description: 'Create a user with an email address and profile fields',
		above: identityParameters,
		notice: 'Axero does not document which fields a new user needs: its bulk import requires a username and an email address.',
		options: [verifyOption],
		asks: (item) => ({ edits: newcomerEdits(item, hasStatus(item)), options: { verify: isVerified(item.context, item.i) } }),
	},
	update: {
		description: 'Change profile and preference fields of an existing user',
		above: (show) => [compareFirstParameter(show)],
		options: [verifyOption],
		directory: ({ context, users }) => (compares(context) ? users.directory : users.unseen),
		asks: (item, { key, otherKeys }) => {
			const looksFirst = compares(item.context);
			if (otherKeys.length > 0 && !looksFirst) {
				throw invalid(
					'Also Look Up By',
					'Also Look Up By has keys, but Compare First is off',
					'Turn on Compare First, or remove Also Look Up By.',
				);
			}
			const edits = axeroEdits(item, { operation: 'update', hasStatus: hasStatus(item) });
			const options = { ...seenFor(edits), verify: isVerified(item.context, item.i) };
			return { edits: looksFirst ? assertNoId(edits) : unseenEdits(key, edits), options };
		},
	},
	upsert: {
		below: (show) => [noticeParameter('lookUpNotice', LOOK_UP_NOTICE, { show })],
		options: [verifyOption],
	},
	sync: {
		options: [verifyOption],
	},
	compare: {},

	listed: {
		directory: ({ users }) => wholeDirectory(users.request, users.unseen, users.switching?.scim),
		// What the list has to show: the keys that the items look by, and the labels that say who may be a leaver.
		writeOptions: ({ context, users }, conditional) => ({
			keys: keysOfAll(context),
			labels: conditional.filter((label) => label !== STATUS_FIELD),
			status:
				users.switching !== undefined &&
				(conditional.includes(STATUS_FIELD) || leaversThenOf(context) !== 'ignore' || mayAskForStatus(context)),
			atOnce: users.session.atOnce,
		}),
		inFull: (directory, { users }) => withDetails(users.request, directory, users.switching?.directory),
		leavers: [{ deactivates: true }],
		deactivates: ({ context, users }) => {
			const { directory } = withToken(users.switching);
			if (neverDeactivated(context).size > 0) return directory;
			throw invalid(
				NEVER_DEACTIVATE.displayName,
				'Axero does not show for sure who is an administrator, so one could be deactivated',
				`List the administrators under ${NEVER_DEACTIVATE.displayName}.`,
			);
		},
	},
	activate: {
		description: 'Activate a user through the SCIM service, so that they can sign in again',
		user: UNVERIFIED,
		directory: ({ users }) => switchableUsers(users.switching),
	},
	deactivate: {
		description: 'Deactivate a user through the SCIM service and keep their data',
		user: UNVERIFIED,
		directory: ({ users }) => switchableUsers(users.switching),
	},
};

function hasStatus({ users }: Item<Types>): boolean {
	return users.switching !== undefined;
}

/** What must be seen of somebody for these edits. */
function seenFor(edits: FieldEdits): AxeroWriteOptions {
	return { labels: [...edits.keys()].filter((label) => label !== STATUS_FIELD), status: asksForStatus(edits) };
}
