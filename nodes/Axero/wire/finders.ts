import { allRows } from '../../shared/http/pages';
import { scalarText } from '../../shared/json/json';
import { recordFinder, type ListedRecord, type RecordFinder } from '../../shared/provisioning/recordFinder';
import { listed, spacesList } from './lists';
import type { AxeroRequest } from './request';

const PUBLISHED = '1';

/** Published spaces by name. No search for them is seen anywhere, so their list is read. */
export function spaceFinder(request: AxeroRequest): RecordFinder {
	return recordFinder({
		noun: 'space',
		keys: ['name'],
		isId: (text) => /^\d+$/.test(text),
		all: async () =>
			(await allRows(listed(request, spacesList(PUBLISHED)), 'spaces')).flatMap(({ SpaceID, SpaceName }): ListedRecord[] => {
				const id = scalarText(SpaceID) ?? '';
				return id === '' ? [] : [{ id, name: scalarText(SpaceName) ?? '' }];
			}),
	});
}
