import { updating } from '../../provisioning/courses';
import type { LeaverRules } from '../../provisioning/leavers';
import type { ListedDirectory } from '../../provisioning/snapshot';
import type { MatchBy } from '../../provisioning/types';
import { EMPTY_OPTIONS } from '../parameters/emptyValues';
import { incompleteListOption } from '../parameters/incompleteLists';
import { leaverRules } from '../parameters/leaverRules';
import type { LeftOut } from '../parameters/leftOut';
import type { Operation } from './operations';
import { otherKeysOption } from '../parameters/otherKeys';
import { scimMappingOption } from '../parameters/scim';
import { compareUsers, ofExecution, syncUsers } from './sync';
import { leaverReportParameters, missingOf, neverDeactivateOption, syncParameters } from '../parameters/syncParameters';
import { personParameter } from '../parameters/user';
import { makingWhoIsMissing, personOf, withChecks } from './userEdits';
import { userOperation } from './userOperation';
import type { Item, OpenedUsers, UserVendor } from './userVendor';
import { sentences } from '../../words';
import { writeOptions } from '../parameters/writeOptions';

const ONE_OF_A_LIST = 'The person that an item is about. All users are listed once and compared with all items';

/** Sync Users: the items are the people that should be. */
export function syncOperation<By extends MatchBy, With, Doc, Opened extends OpenedUsers<By, With, Doc>>(
	vendor: UserVendor<By, With, Doc, Opened>,
): Operation {
	const { modes, personModes, sync: part, input, listed } = vendor;
	const deactivates = listed.leavers.some((one) => one.deactivates);
	return userOperation(vendor, 'sync', {
		part,
		parameters: (shown) => [
			personParameter(personModes, shown, sentences(`${ONE_OF_A_LIST}.`, part.user)),
			...input(shown, part.notice),
			...listed.leavers.flatMap(({ where, ...can }) =>
				syncParameters({ ...shown, ...where }, { creates: true, deactivates: can.deactivates, scopeField: listed.scopeField }),
			),
		],
		options: [
			scimMappingOption,
			...(deactivates ? [neverDeactivateOption] : []),
			...writeOptions('sync', { otherKeys: modes, clears: true }),
		],
		execute: async (first) =>
			await syncUsers(first.context, {
				...comparing(vendor, first, 'sync'),
				course: (directory) => {
					const inFull = readInFull(vendor, first, directory);
					const creates = missingOf(first.context) === 'create';
					const course = creates ? makingWhoIsMissing(vendor, first, { ...first.users.directory, ...inFull }) : updating(inFull);
					return withChecks(vendor, course, { first, operation: 'sync' });
				},
				missing: () => missingOf(first.context),
				deactivates: { setActive: async (current, active, how) => await listed.deactivates(first).setActive(current, active, how) },
			}),
	});
}

/** Compare Users: the same, and nothing is written. */
export function compareOperation<By extends MatchBy, With, Doc, Opened extends OpenedUsers<By, With, Doc>>(
	vendor: UserVendor<By, With, Doc, Opened>,
): Operation {
	const { modes, personModes, compare: part, input, listed } = vendor;
	return userOperation(vendor, 'compare', {
		part,
		parameters: (shown) => [
			personParameter(personModes, shown, sentences(`${ONE_OF_A_LIST}; nothing is written.`, part.user)),
			...input(shown, part.notice),
			...leaverReportParameters(shown, listed.scopeField),
		],
		options: [scimMappingOption, otherKeysOption(modes), ...EMPTY_OPTIONS, incompleteListOption],
		execute: async (first) =>
			await compareUsers(first.context, {
				...comparing(vendor, first, 'compare'),
				course: (directory) => withChecks(vendor, updating(readInFull(vendor, first, directory)), { first, operation: 'compare' }),
			}),
	});
}

/** What the two share: the list, the items, and who is in no item. */
function comparing<By extends MatchBy, With, Doc, Opened extends OpenedUsers<By, With, Doc>>(
	vendor: UserVendor<By, With, Doc, Opened>,
	first: Item<Opened>,
	operation: 'sync' | 'compare',
) {
	const { context, users } = first;
	const { session } = users;
	const { listed, rules, show, foreseen } = vendor;
	const directory = listed.directory(first);
	return {
		session,
		directory,
		how: ofExecution(session, () => listed.with(first)),
		read: (i: number, leftOut: LeftOut) => personOf(vendor, { context, i, users, leftOut }, operation),
		show,
		...(foreseen ? { foreseen } : {}),
		rules,
		leavers: () => leaversOf(vendor, first, directory),
	};
}

function readInFull<By extends MatchBy, With, Doc, Opened extends OpenedUsers<By, With, Doc>>(
	{ listed: { inFull } }: UserVendor<By, With, Doc, Opened>,
	first: Item<Opened>,
	directory: ListedDirectory<By, With, Doc>,
): ListedDirectory<By, With, Doc> {
	return inFull ? inFull(directory, first) : directory;
}

/** @throws FailureError `invalid`, also where leavers are to be deactivated and can't be */
function leaversOf<By extends MatchBy, With, Doc, Opened extends OpenedUsers<By, With, Doc>>(
	{ modes, listed: { leavers, deactivates } }: UserVendor<By, With, Doc, Opened>,
	first: Item<Opened>,
	{ whyProtected, keyOf }: ListedDirectory<By, With, Doc>,
): LeaverRules<Doc> {
	const { context } = first;
	const isWanted = context.getNodeParameter('leavers', 0, 'report') === 'deactivate';
	if (isWanted && !leavers.some((one) => one.deactivates)) deactivates(first);
	const email = modes.find(({ by }) => by === 'email')?.by;
	const rules = leaverRules<Doc>(context, {
		whyProtected,
		emailOf: (profile) => (email === undefined ? undefined : keyOf(profile, email)),
	});
	if (isWanted) deactivates(first);
	return rules;
}
