import { sentences } from '../../words';
import { EMPTY_NOTICE } from '../parameters/columns';
import { emptyFieldsOption } from '../parameters/emptyValues';
import { includeUserOption } from '../parameters/included';
import { incompleteListOption } from '../parameters/incompleteLists';
import { leaverReportParameters, syncParameters } from '../parameters/syncParameters';
import { matchByParameter, otherKeysOption } from '../parameters/user';
import { optionsOfWrites } from '../parameters/writeOptions';
import type { Operation } from './operations';
import { compareUsers, syncUsers } from './sync';
import type { UserTypes, UserVendor } from './userVendor';
import { operationOnUsers } from './userWrites';

const ONE_OF_A_LIST = 'Who each item is about. All users are listed once and compared with all items';

/** Sync Users: the items are the people that should be. */
export function syncOperation<T extends UserTypes>(vendor: UserVendor<T>): Operation {
	const { modes, personModes, sync: part, input, fieldOptions = [], listed } = vendor;
	return operationOnUsers(vendor, 'sync', {
		part,
		parameters: (shown) => [
			matchByParameter(personModes, shown, sentences(`${ONE_OF_A_LIST}.`, part.user)),
			...input(shown, part.notice ?? EMPTY_NOTICE),
			...listed.leavers.flatMap(({ where, ...can }) => syncParameters({ ...shown, ...where }, { ...can, vendor: vendor.name })),
		],
		options: [...fieldOptions, ...optionsOfWrites('sync', { otherKeys: modes, keepsOut: vendor.deactivate !== undefined })],
		requests: [incompleteListOption],
		writes: true,
		execute: async (first) => await syncUsers(vendor, first),
	});
}

/** Compare Users: the same, and nothing is written. */
export function compareOperation<T extends UserTypes>(vendor: UserVendor<T>): Operation {
	const { modes, personModes, compare: part, input, fieldOptions = [] } = vendor;
	return operationOnUsers(vendor, 'compare', {
		part,
		parameters: (shown) => [
			matchByParameter(personModes, shown, sentences(`${ONE_OF_A_LIST}; nothing is written.`, part.user)),
			...input(shown, part.notice),
			...leaverReportParameters(shown),
		],
		options: [...fieldOptions, otherKeysOption(modes), emptyFieldsOption, includeUserOption],
		requests: [incompleteListOption],
		writes: false,
		execute: async (first) => await compareUsers(vendor, first),
	});
}
