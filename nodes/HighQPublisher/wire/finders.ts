import { allRows } from '../../shared/http/pages';
import { scalarText, type JsonObject } from '../../shared/json/json';
import { recordFinder, type ListedRecord, type RecordFinder } from '../../shared/provisioning/recordFinder';
import { GROUP, type Names } from './answers';
import { highqRows, listOf } from './lists';
import type { HighQRequest } from './request';

/**
 * Organisations or user groups by name. Documented: the parameter `search` of both lists ("Get Organisation List", "Get
 * User Group List"); what it fits is not, so only whole names count, and where it finds none the whole list is asked.
 */
export function highqFinder(request: HighQRequest, names: Names): RecordFinder {
	const list = listOf(names);
	const rows = async (search: ReadonlyArray<readonly [string, string]>): Promise<readonly ListedRecord[]> =>
		(await allRows(highqRows(request, list, { query: [...search, ['fields', 'id,name']] }), names.many)).flatMap(listed);
	return recordFinder({
		noun: names === GROUP ? 'user group' : names.one,
		keys: ['name'],
		filters: { name: async (name) => await rows([['search', name]]) },
		isId: (text) => /^\d+$/.test(text),
		all: async () => await rows([]),
	});
}

function listed({ id, name }: JsonObject): readonly ListedRecord[] {
	const own = scalarText(id) ?? '';
	return own === '' ? [] : [{ id: own, name: scalarText(name) ?? '' }];
}
