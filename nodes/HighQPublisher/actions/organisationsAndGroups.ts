import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { plainObject, scalarText } from '../../shared/json/json';
import { locatorParameter, selectedKey, type RecordUrl } from '../../shared/n8n/parameters/locator';
import { optionsParameter, type ShownFor } from '../../shared/n8n/parameters/options';
import type { Shape } from '../../shared/n8n/parameters/output';
import type { RecordKind } from '../../shared/n8n/run/recordOperations';
import type { Session } from '../../shared/n8n/session/session';
import { highqFinder } from '../wire/finders';
import type { RecordFinder } from '../../shared/provisioning/recordFinder';
import { recordStore, type RecordStore, type RecordWritten } from '../recordStore';
import { GROUP, ORGANISATION, type Names } from '../wire/answers';
import { entriesOf } from '../wire/paths';
import { highqRequest, type HighQRequest } from '../wire/request';
import { itemHint } from './bulk.operation';
import { highqSession } from './open';
import { simplifiedGroup, simplifiedOrganisation } from './simplified';

/** Organisations or user groups, which are read and written in JSON. */
type OpenedRecords = Readonly<{
	context: IExecuteFunctions;
	session: Session;
	request: HighQRequest;
	records: RecordStore;
	finder: RecordFinder;
}>;

/**
 * The address that HighQ's answers name as `link`. Its pages spell a user's both `/api/2/users/31` and
 * `/api/2/user/3`; the others are taken in both spellings too. Another number than 2 is HighQ Collaborate, with other IDs.
 */
export function recordUrl(one: 'user' | 'group' | 'organisation', id: string): RecordUrl {
	return {
		pattern: `\\s*https?://[^\\s?#]+/api/2/${one}s?/(\\d+)/?(?:[?#]\\S*)?\\s*`,
		example: `https://acme.highq.com/acme/api/2/${one}s/${id}`,
	};
}

type Words = Readonly<Record<'resource' | 'displayName' | 'name' | 'searchListMethod' | 'example' | 'exampleName', string>>;

function recordKind(
	names: Names,
	{ resource, displayName, name, searchListMethod, example, exampleName }: Words,
	simplified: Shape,
): RecordKind<OpenedRecords> {
	const url = recordUrl(names === GROUP ? 'group' : 'organisation', example);
	const keys = { name: exampleName };
	return {
		resource,
		open: async (context) => {
			const session = await highqSession(context);
			const request = highqRequest(session);
			return { context, session, request, records: recordStore(request, names), finder: highqFinder(request, names) };
		},
		parameter: (show, description) =>
			locatorParameter({ displayName, name, searchListMethod, placeholder: `e.g. ${example}`, keys, url, description }, show),
		keyOf: (context, i) => selectedKey(context, i, { displayName, name, keys, url }),
		idOf: async ({ finder }, key) => await finder.idOf(key, displayName),
		read: async ({ records }, id) => await records.read(id),
		described: (record) => {
			const called = scalarText(record.name);
			return {
				...(called === undefined ? {} : { name: called }),
				...(record.users === undefined ? {} : { userCount: entriesOf(record.users).length }),
			};
		},
		simplified,
		options: optionsParameter,
	};
}

export const ORGANISATIONS = recordKind(
	ORGANISATION,
	{
		resource: 'organisation',
		displayName: 'Organisation',
		name: 'organisation',
		searchListMethod: 'searchOrganisations',
		example: '75',
		exampleName: 'e.g. Firm LLP',
	},
	simplifiedOrganisation,
);

export const GROUPS = recordKind(
	GROUP,
	{
		resource: 'userGroup',
		displayName: 'User Group',
		name: 'group',
		searchListMethod: 'searchGroups',
		example: '7',
		exampleName: 'e.g. Tax team',
	},
	simplifiedGroup,
);

/** What PUT means for others who write. */
export function replacesNotice(show: ShownFor, displayName: string): INodeProperties {
	return { displayName, name: 'wholeRecordNotice', type: 'notice', default: '', displayOptions: { show } };
}

/** A record after the write of item `i`, as what comes out of it. */
export function shownRecord({ context, session }: OpenedRecords, i: number, { record, warnings }: RecordWritten): IDataObject {
	for (const warning of warnings) itemHint(context, i, session.scrub(warning));
	return plainObject(record);
}
