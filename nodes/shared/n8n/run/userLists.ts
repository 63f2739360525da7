import { updating } from '../../provisioning/userOperation';
import type { LeaverRules } from '../../provisioning/leavers';
import type { ListedDirectory } from '../../provisioning/snapshot';
import type { MatchBy } from '../../provisioning/types';
import { EMPTY_OPTIONS } from '../parameters/emptyValues';
import { incompleteListOption } from '../parameters/incompleteLists';
import { leaverRules, leaverReportParameters, missingOf, neverDeactivateOption, syncParameters } from '../parameters/syncParameters';
import type { LeftOut } from '../parameters/leftOut';
import type { Operation } from './operations';
import { otherKeysOption, personParameter } from '../parameters/user';
import { scimMappingOption } from '../parameters/scim';
import { compareUsers, ofExecution, syncUsers } from './sync';
import { makingWhoIsMissing, personOf, withChecks } from './userEdits';
import { operationOnUsers } from './userWrites';
import type { Item, OpenedUsers, UserVendor } from './userVendor';
import { sentences } from '../../words';
import { optionsOfWrites } from '../parameters/writeOptions';

const ONE_OF_A_LIST = 'The person that an item is about. All users are listed once and compared with all items';

/** Sync Users: the items are the people that should be. */
export function syncOperation<By extends MatchBy, Options, Doc, Opened extends OpenedUsers<By, Options, Doc>>(
	vendor: UserVendor<By, Options, Doc, Opened>,
): Operation {
	const { modes, personModes, sync: part, input, listed } = vendor;
	const deactivates = listed.leavers.some((one) => one.deactivates);
	return operationOnUsers(vendor, 'sync', {
		part,
		parameters: (shown) => [
			personParameter(personModes, shown, sentences(`${ONE_OF_A_LIST}.`, part.user)),
			...input(shown, part.notice),
			...listed.leavers.flatMap(({ where, ...can }) =>
				syncParameters({ ...shown, ...where }, { deactivates: can.deactivates, scopeField: listed.scopeField }),
			),
		],
		options: [scimMappingOption, ...(deactivates ? [neverDeactivateOption] : []), ...optionsOfWrites('sync', modes)],
		execute: async (first) =>
			await syncUsers(first.context, {
				...comparing(vendor, first, 'sync'),
				operation: (directory) => {
					const inFull = readInFull(vendor, first, directory);
					const creates = missingOf(first.context) === 'create';
					const operation = creates ? makingWhoIsMissing(vendor, first, { ...first.users.directory, ...inFull }) : updating(inFull);
					return withChecks(vendor, operation, { first, name: 'sync' });
				},
				missing: () => missingOf(first.context),
				deactivates: { setActive: async (current, active, options) => await listed.deactivates(first).setActive(current, active, options) },
			}),
	});
}

/** Compare Users: the same, and nothing is written. */
export function compareOperation<By extends MatchBy, Options, Doc, Opened extends OpenedUsers<By, Options, Doc>>(
	vendor: UserVendor<By, Options, Doc, Opened>,
): Operation {
	const { modes, personModes, compare: part, input, listed } = vendor;
	return operationOnUsers(vendor, 'compare', {
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
				operation: (directory) => withChecks(vendor, updating(readInFull(vendor, first, directory)), { first, name: 'compare' }),
			}),
	});
}

/** What the two share: the list, the items, and who is in no item. */
function comparing<By extends MatchBy, Options, Doc, Opened extends OpenedUsers<By, Options, Doc>>(
	vendor: UserVendor<By, Options, Doc, Opened>,
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
		options: ofExecution(session, () => listed.writeOptions(first)),
		read: (i: number, leftOut: LeftOut) => personOf(vendor, { context, i, users, leftOut }, operation),
		show,
		...(foreseen ? { foreseen } : {}),
		rules,
		leavers: () => leaversOf(vendor, first, directory),
	};
}

function readInFull<By extends MatchBy, Options, Doc, Opened extends OpenedUsers<By, Options, Doc>>(
	{ listed: { inFull } }: UserVendor<By, Options, Doc, Opened>,
	first: Item<Opened>,
	directory: ListedDirectory<By, Options, Doc>,
): ListedDirectory<By, Options, Doc> {
	return inFull ? inFull(directory, first) : directory;
}

/** @throws FailureError `invalid`, also where leavers are to be deactivated and can't be */
function leaversOf<By extends MatchBy, Options, Doc, Opened extends OpenedUsers<By, Options, Doc>>(
	{ modes, listed: { leavers, deactivates } }: UserVendor<By, Options, Doc, Opened>,
	first: Item<Opened>,
	{ whyProtected, keyOf }: ListedDirectory<By, Options, Doc>,
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
