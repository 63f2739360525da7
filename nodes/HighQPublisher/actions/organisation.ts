import { toTexts } from '../../shared/fields/values';
import { scalarText, type JsonObject } from '../../shared/json/json';
import type { RecordLimit } from '../../shared/n8n/parameters/writeOptions';
import { filtersParameter } from '../../shared/n8n/run/getMany';
import { operationParameter, type Operation, type Operations } from '../../shared/n8n/run/operations';
import { recordGuard, REMAKING_GUARD, type RecordGuard, type Remaking } from '../../shared/n8n/run/recordGuard';
import { getRecord, namedOperation, seenNamedOperation } from '../../shared/n8n/run/namedRecords';
import { getRecords, recordOperation } from '../../shared/n8n/run/recordOperations';
import { fieldsParameter, nameParameter, newNameOf, recordChoices, someChange } from '../../shared/n8n/run/recordParameters';
import { making } from '../../shared/words';
import { lostBy } from '../groupMembers';
import { ORGANISATION, ORGANISATION_STATUSES } from '../wire/answers';
import { domainList, highqRows, listOf } from '../wire/lists';
import { entriesOf, type Ignored } from '../wire/paths';
import { bulkOperation } from './bulk.operation';
import { AUTO_LOGIN, inFull, listQuery, sortOptions, statusFilter, textFilter } from './filters';
import { ignoreChangesOption, ignoredIn } from './open';
import { ORGANISATION_FIELDS, organisationFields } from './organisationFields';
import { ORGANISATIONS, replacesNotice, shownRecord } from './organisationsAndGroups';
import { simplifiedDomain } from './simplified';

const getAll = getRecords({
	...ORGANISATIONS,
	filters: (show) => [
		filtersParameter(show, [
			AUTO_LOGIN,
			textFilter('Category', 'category', 'The category of the organisation'),
			textFilter('Domain', 'domain', 'An email domain of the organisation'),
			textFilter('Homepage', 'homepage', 'The page that users of the organisation see first'),
			textFilter('Industry', 'industry', 'The industry of the organisation'),
			textFilter('Locations', 'locations', 'Comma-separated list of address values, such as a city'),
			textFilter('Search', 'search', 'The text to search for'),
			statusFilter(ORGANISATION_STATUSES),
		]),
	],
	more: sortOptions([
		{ name: 'ID', value: 'id' },
		{ name: 'Name', value: 'name' },
		{ name: 'Status', value: 'status' },
		{ name: 'URL', value: 'url' },
	]),
	read: (context, i) => inFull(listQuery(context, i)),
	rows: ({ request }, query) => highqRows(request, listOf(ORGANISATION), query),
});

const getDomains = getRecords({
	...ORGANISATIONS,
	operation: 'getDomains',
	above: (show) => [ORGANISATIONS.parameter(show, 'The organisation to get the email domains of')],
	filters: (show) => [
		filtersParameter(show, [textFilter('Search', 'search', 'The text to search for'), statusFilter(['active', 'archive', 'pending'])]),
	],
	more: sortOptions([
		{ name: 'Created', value: 'created' },
		{ name: 'Status', value: 'status' },
		{ name: 'URL', value: 'url' },
	]),
	read: (context, i) => ({ key: ORGANISATIONS.keyOf(context, i), query: listQuery(context, i) }),
	rows: async function* (opened, { key, query }) {
		return yield* highqRows(opened.request, domainList(await ORGANISATIONS.idOf(opened, key)), query);
	},
	simplified: simplifiedDomain,
});

const create = recordOperation(ORGANISATIONS, {
	operation: 'create',
	parameters: (show) => [
		nameParameter(show, { description: 'The name of the new organisation' }),
		fieldsParameter('additionalFields', show, { options: ORGANISATION_FIELDS }),
	],
	read: (context, i) => ({
		name: newNameOf(context, i),
		...organisationFields(context, i, 'additionalFields'),
	}),
	planned: ({ name }) => ({ action: 'create', name }),
	work: async (organisation, opened, i) =>
		shownRecord(opened, i, await making('organisation', async () => await opened.records.create(organisation))),
});

/** What keeps the users of a whole organisation out counts alike, whatever HighQ calls it. */
const ORGANISATIONS_OFF: RecordLimit = {
	displayName: 'Max Organisations to Disable',
	name: 'maxOrganisationsOff',
	default: 3,
	description: 'How many organisations one execution may disable or archive. If there would be more, nothing is written.',
	one: 'organisation',
	many: 'organisations',
	would: 'lose access',
};

type Asked = Readonly<{ id: string; changes: JsonObject; ignored: Ignored }>;
/** `isOff`: it would lose access; `remaking`: who would go. */
type Seen = Asked & Readonly<{ isOff?: boolean; remaking?: Remaking }>;

const UPDATE_GUARD: RecordGuard<Seen> = {
	...REMAKING_GUARD,
	counts: [
		{ limit: ORGANISATIONS_OFF, of: ({ id, isOff }) => (isOff ? [{ key: id, shown: id, isRecord: true }] : []) },
		...REMAKING_GUARD.counts,
	],
};

const update = seenNamedOperation(ORGANISATIONS, {
	operation: 'update',
	parameters: (show) => [
		ORGANISATIONS.parameter(show, 'The organisation to update'),
		fieldsParameter('updateFields', show, {
			options: [
				...ORGANISATION_FIELDS,
				{ displayName: 'Name', name: 'name', type: 'string', default: '', description: 'The new name of the organisation' },
			],
		}),
		replacesNotice(show, 'HighQ replaces the whole organisation: a change made elsewhere at the same moment is lost.'),
	],
	options: [ignoreChangesOption],
	guard: UPDATE_GUARD,
	read: (context, i) => ({
		changes: someChange(organisationFields(context, i, 'updateFields')),
		ignored: ignoredIn(context, i),
	}),
	look: async (asked: Asked, { records }): Promise<Seen> => {
		const { id, changes } = asked;
		// Nothing else that is changed takes anything away from people.
		return changes.status === undefined && changes.users === undefined ? asked : { ...asked, ...taken(changes, await records.read(id)) };
	},
	planned: ({ id }) => ({ action: 'update', id }),
	work: async ({ id, changes, ignored }, opened, i) =>
		shownRecord(opened, i, await opened.records.change(id, (organisation) => ({ ...organisation, ...changes }), ignored)),
});

const ACTIVE = 'active';

/** What the changes take away from the organisation as it is. */
function taken({ status, users }: JsonObject, record: JsonObject): Pick<Seen, 'isOff' | 'remaking'> {
	const isOff = status !== undefined && status !== ACTIVE && scalarText(record.status) === ACTIVE;
	if (users === undefined) return { isOff };
	const ids = entriesOf(users).flatMap((user) => scalarText(user) ?? []);
	return { isOff, remaking: lostBy(record, ids) };
}

/** Archive and Disable: POST /organisations/<ID>/<call>, without a body. No page shows the way back. */
function switchOff(call: 'archive' | 'disable'): Operation {
	return namedOperation(ORGANISATIONS, {
		operation: call,
		parameters: (show) => [ORGANISATIONS.parameter(show, `The organisation to ${call}`)],
		guard: recordGuard(ORGANISATIONS_OFF),
		read: () => ({}),
		planned: ({ id }) => ({ action: call, id }),
		work: async ({ id }, opened, i) => shownRecord(opened, i, await opened.records.act(id, call)),
	});
}

/** POST /organisations/disable. Source: "Bulk Disable Organisations"; ids are texts there, and stand beside names. */
const disableMany = bulkOperation({
	resource: 'organisation',
	operation: 'disableMany',
	keys: {
		displayName: 'Organisations',
		name: 'organisations',
		placeholder: 'e.g. 75, Firm LLP',
		description: 'Comma-separated list of IDs or names of the organisations to disable. For names with a comma, pass an array.',
	},
	read: idsAndNames,
	limit: ORGANISATIONS_OFF,
	action: 'disable',
	names: ORGANISATION,
	call: 'disable',
	repeats: false,
	todo: 'Check Organisations.',
});

/** Where names stand beside IDs, a list gives them to the letter. */
function idsAndNames(label: string, given: unknown): readonly string[] {
	const all = toTexts(label, given).map((one) => (/^\s*\d*\s*$/.test(one) ? one.trim() : one));
	return [...new Set(all.filter((one) => one !== ''))];
}

export const organisation = {
	archive: switchOff('archive'),
	create,
	disable: switchOff('disable'),
	disableMany,
	get: getRecord(ORGANISATIONS, 'The organisation to get'),
	getAll,
	getDomains,
	update,
} satisfies Operations[string];

/** The parameter "Operation" of organisations. */
export const organisationOperations = operationParameter(
	'organisation',
	[
		...recordChoices('organisation', 'organisations', {
			create: 'Create an organisation',
			get: 'Get one organisation by ID',
			getAll: 'Get all organisations, or those that match the filters',
			update: 'Change fields of an organisation and keep all others',
		}),
		{ name: 'Archive', value: 'archive', action: 'Archive organisation', description: 'Archive an organisation' },
		{
			name: 'Disable',
			value: 'disable',
			action: 'Disable organisation',
			description: "Disable an organisation, so that its users can't sign in",
		},
		{
			name: 'Disable Many',
			value: 'disableMany',
			action: 'Disable many organisations',
			description: 'Disable several organisations in one request',
		},
		{
			name: 'Get Domains',
			value: 'getDomains',
			action: 'Get domains of organisation',
			description: 'Get the email domains of an organisation',
		},
	],
	'getAll',
);
