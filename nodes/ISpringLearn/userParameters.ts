import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { invalid } from '../shared/failure';
import { cleared, joinedEdits } from '../shared/fields/edits';
import type { FieldSpec } from '../shared/fields/spec';
import type { InputItem } from '../shared/n8n/parameters/leftOut';
import { mappedEdits } from '../shared/n8n/parameters/mapped';
import { membershipOf, membershipOption, withMembership } from '../shared/n8n/parameters/membership';
import { moreEdits, moreFieldsOption, type MoreFieldsWords } from '../shared/n8n/parameters/moreFields';
import { inputEdits, isScim } from '../shared/n8n/parameters/scim';
import { ownColumns } from '../shared/n8n/parameters/columns';
import { groupOption } from '../shared/n8n/parameters/groups';
import { createMissingOption, makesMissing } from '../shared/n8n/run/missingRecords';
import type { Reference } from '../shared/provisioning/references';
import type { FieldEdits } from '../shared/provisioning/types';
import { once } from '../shared/once';
import type { ScimTable } from '../shared/scim/table';
import type { UserOperation } from '../shared/provisioning/userOperation';
import type { OpenedISpring } from './actions/apis';
import { withDepartment } from './actions/user/newUserParameters';
import { GROUP_IDS, ISPRING_FIELDS, type ISpringUser, type ISpringWriteOptions, propertyName, USER_NAME } from './user/profile';
import { placeReferences, topDepartment } from './user/references';
import { iSpringScim } from './user/scim';
import { STATUS_FIELD } from './user/status';
import type { Protocol } from './wire/channel';
import { headerOf } from './wire/userHeaders';

/** Fields that an account has of its own. */
const MORE_NAMES: MoreFieldsWords = {
	description: 'Any other field of your account',
	name: {
		displayName: 'Name',
		placeholder: 'e.g. USER_DEFINED_FIELD1',
		description: 'The name of the field, not its label. Get shows the names under "fields".',
	},
	jsonPlaceholder: 'e.g. {"USER_DEFINED_FIELD1": "0012"}',
	jsonDescription: 'Fields as one JSON object with names as keys',
};

/** The option for fields that are no columns. */
export const moreNamesOption = moreFieldsOption(MORE_NAMES);

const PLACES = {
	displayName: 'Departments and Groups',
	name: 'departmentsAndGroups',
	path: 'options.departmentsAndGroups.values',
} as const;

const GROUPS = {
	displayName: 'Change of Groups',
	name: 'groups',
	description: "How to change the user's groups when Groups is mapped. REST (Header) and SOAP can only add.",
} as const;

const BY_REST = { displayOptions: { show: { '/api': ['rest'] } } };
const MISSING_DEPARTMENTS: INodeProperties = {
	...createMissingOption(
		'Departments',
		'Whether to create departments first that users need and iSpring does not have, by the mapped name and below the top department',
	),
	...BY_REST,
};
const MISSING_GROUPS: INodeProperties = {
	...createMissingOption('Groups', 'Whether to create groups first that users need and iSpring does not have, by the mapped name'),
	...BY_REST,
};

/** Options of operations that make users. */
export const NEW_USER_OPTIONS: readonly INodeProperties[] = [{ ...groupOption(PLACES, [MISSING_DEPARTMENTS, MISSING_GROUPS]), ...BY_REST }];

/** Options of operations that change users who are there. */
export const EDIT_OPTIONS: readonly INodeProperties[] = [
	groupOption(PLACES, [membershipOption(GROUPS), MISSING_DEPARTMENTS, MISSING_GROUPS]),
];

/** What a user's department and groups may be called, and what makes those that are missing where that is asked for. */
export function referencesOf(
	context: IExecuteFunctions,
	{ channel, departments, groups }: Pick<OpenedISpring, 'channel' | 'departments' | 'groups'>,
): ReadonlyArray<Reference<ISpringUser>> {
	if (!('client' in channel)) return placeReferences({ departments, groups });
	const { client, newGroup } = channel;
	const within = PLACES.path;
	const makeDepartment = async (name: string): Promise<string> =>
		await client.create('/department', { name, parentDepartmentId: await topDepartment(departments) }, 'departmentId');
	const createDepartment = makesMissing(context, { finder: departments, make: makeDepartment, option: MISSING_DEPARTMENTS, within });
	const makeGroup = async (name: string): Promise<string> => await newGroup({ name })();
	const createGroup = makesMissing(context, { finder: groups, make: makeGroup, option: MISSING_GROUPS, within });
	return placeReferences({
		departments,
		groups,
		...(createDepartment ? { createDepartment } : {}),
		...(createGroup ? { createGroup } : {}),
	});
}

const SCIM: Readonly<Record<Protocol, () => ScimTable>> = {
	rest: once(() => iSpringScim()),
	restHeader: once(() => iSpringScim([], 'restHeader')),
	soap: once(() => iSpringScim([], 'soap')),
};
const LOGIN: FieldSpec = { name: USER_NAME, label: 'userName', type: 'text', key: 'login', clearable: false };

/**
 * What an item asks for, as fields or as a SCIM user.
 * @throws FailureError `invalid`, also for groups that the API can't take a user out of
 */
export function userEdits(item: InputItem, protocol: Protocol): FieldEdits {
	const { context, i } = item;
	// "Map Automatically" takes the columns of an item that are called like one of these: the standard fields, and those that the editor found.
	const specs = [...ISPRING_FIELDS, ...ownColumns(context, i, ISPRING_FIELDS)];
	const own = (): FieldEdits => {
		const more = moreEdits(context, i, specs);
		return joinedEdits([mappedEdits(item, specs, { beside: more.length > 0 }), more], (name) => name.toLowerCase());
	};
	const edits = inputEdits(item, { specs: [...specs, LOGIN], table: SCIM[protocol](), fields: own });
	assertClearable(edits);
	const named = new Map([...edits].map(([name, edit]) => [propertyName(name) ?? name, edit]));
	assertStatusTaken(context, i, { protocol, edits: named });
	return withGroups(context, i, { protocol, edits: named });
}

/** Names come in any capitals here: what can't be emptied can't be so under any of them. */
function assertClearable(edits: FieldEdits): void {
	for (const [name, edit] of edits) {
		const own = ISPRING_FIELDS.find((spec) => spec.name.toLowerCase() === name.toLowerCase());
		if (edit === 'clear' && own) cleared(own);
	}
}

type Given = Readonly<{ protocol: Protocol; edits: FieldEdits }>;

/**
 * REST (Header) documents no call for the status. A SCIM user always says whether it is active: there it counts only
 * where it would have to change, which is known when plans are made.
 */
function assertStatusTaken(context: IExecuteFunctions, i: number, { protocol, edits }: Given): void {
	if (protocol !== 'restHeader' || isScim(context, i)) return;
	const edit = edits.get(STATUS_FIELD);
	if (edit !== undefined && edit !== 'clear') headerOf(STATUS_FIELD, edit.set);
}

function withGroups(context: IExecuteFunctions, i: number, { protocol, edits }: Given): FieldEdits {
	const edit = edits.get(GROUP_IDS);
	if (edit === undefined) return edits;
	const how = membershipOf(context, i, { ...GROUPS, within: PLACES.path });
	if (protocol === 'rest' || (how === 'add' && edit !== 'clear')) return withMembership(edits, new Set([GROUP_IDS]), how);
	throw invalid(
		GROUPS.displayName,
		'REST (Header) and SOAP can only add users to groups',
		'Set Change of Groups to Add to the List and clear no groups, or choose REST as API.',
	);
}

/** Plans with names of lists turned into their values, as far as the account's settings show them, and a chosen department into its ID. */
export function resolving<W extends Readonly<{ edits: FieldEdits; options: ISpringWriteOptions }>>(
	context: Pick<IExecuteFunctions, 'getTimezone'>,
	operation: UserOperation<W, ISpringUser>,
	users: Pick<OpenedISpring, 'directory' | 'departments'>,
): UserOperation<W, ISpringUser> {
	const zone = context.getTimezone();
	return {
		...operation,
		plan: async (wanted) => {
			const named = new Map(await withDepartment([...wanted.edits], users));
			const beside = await withDepartment(wanted.options.beside, users);
			const edits = await users.directory.account.resolved(named, zone);
			return await operation.plan({ ...wanted, edits, options: { ...wanted.options, beside } });
		},
	};
}
