import { failed } from '../../../shared/failure';
import { idOf, searchRows } from '../../pages';
import { unreadable } from '../../transport/failure';
import type { AppenateRequest } from '../../transport/request';
import type { FolderKey } from './common';

/**
 * The ID of the one folder that the key means, to the letter. "DELETE Folder" takes a name and an external ID as
 * well, but no page says what happens where several folders fit.
 * @throws FailureError `notFound` or `ambiguous`, and `unreadable` for a list without an end
 */
export async function onlyFolder({ by, value }: FolderKey, request: AppenateRequest): Promise<string> {
	if (by === 'Id') return value;
	const ids: string[] = [];
	const list = searchRows(request, { path: '/folder/search', list: 'Folders', query: [[by, value]] });
	for (let next = await list.next(); ; next = await list.next()) {
		if (!next.done) ids.push(...(next.value[by] === value ? [idOf(next.value)] : []));
		else if (next.value.complete) break;
		else throw unreadable(200, `the list of folders may not be complete: ${next.value.why}`);
	}

	const [id, ...others] = ids;
	const called = `the ${by === 'Name' ? 'name' : 'external ID'} "${value}"`;
	if (id === undefined) throw failed({ kind: 'notFound', says: `No folder with ${called} was found`, todo: 'Check the value of Folder.' });
	if (others.length === 0) return id;
	throw failed({
		kind: 'ambiguous',
		says: `${ids.length} folders have ${called}: ${ids.join(', ')}`,
		todo: 'Choose one of them by ID.',
	});
}
