import { allRows } from '../../shared/http/pages';
import { scalarText, type JsonObject } from '../../shared/json/json';
import { recordFinder, type ListedRecord, type RecordFinder } from '../../shared/provisioning/recordFinder';
import { isGuid } from './formats';
import { idOf, searchRows, type Search } from './pages';
import type { AppenateRequest } from './request';

const SEARCHES = {
	'user group': { path: '/usergroup/search', list: 'UserGroups' },
	folder: { path: '/folder/search', list: 'Folders' },
} as const satisfies Readonly<Record<string, Pick<Search, 'path' | 'list'>>>;

/**
 * User groups or folders by name or external ID. Documented: both are parameters of the searches ("GET UserGroup
 * (Search)", "GET Folder" of eForms Mobile); whether a part is enough is not, so only whole values count. "GET Folder"
 * takes a name too, but no page says what it shows where several folders fit.
 */
export function appenateFinder(request: AppenateRequest, noun: keyof typeof SEARCHES): RecordFinder {
	const rows = async (query: Search['query']): Promise<readonly ListedRecord[]> =>
		(await allRows(searchRows(request, { ...SEARCHES[noun], query }), `${noun}s`)).map(listed);
	return recordFinder({
		noun,
		keys: ['externalId', 'name'],
		filters: {
			externalId: async (value) => await rows([['ExternalId', value]]),
			name: async (value) => await rows([['Name', value]]),
		},
		isId: isGuid,
		all: async () => await rows([]),
	});
}

function listed(row: JsonObject): ListedRecord {
	const externalId = scalarText(row.ExternalId) ?? '';
	return { id: idOf(row), name: scalarText(row.Name) ?? '', ...(externalId === '' ? {} : { externalId }) };
}
