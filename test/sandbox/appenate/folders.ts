import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '../http/wire';
import type { Store } from '../store';
import { guid, invalid, unknown } from './change';
import { kept, known, named } from './groups';
import type { AppenatePerson } from './people';
import type { AppenatePlaces, Folder, FolderItem } from './places';
import { send } from './reply';
import { type Settings, holds, membersOf, page, queryWithKey, required } from './request';

/** How the vendor writes that a folder is for no group. */
const NO_GROUP = '0'.repeat(32);
const ITEM_TYPES = ['Screen', 'Doc', 'DataSource', 'Folder', 'TaskTemplate'];

/** `/folder` and `/folder/search`. A PUT without Items empties the folder: a client can't rely on their being kept. */
export function folderRoutes(scope: FastifyInstance, store: Store<AppenatePerson>, places: AppenatePlaces, settings: Settings): void {
	const keep = (folder: Folder, members: JsonObject): Folder => {
		const next = changed(folder, members, places);
		places.folders = kept(places.folders, next);
		return next;
	};

	scope.get('/api/v2/folder/search', async (request, reply) => {
		const query = queryWithKey(request, settings);
		const hits = places.folders.filter(({ Name, ExternalId }) => holds(Name, query, 'name') && holds(ExternalId, query, 'externalid'));
		const Folders = page(hits, query).map(({ Items: _items, ...folder }) => folder);
		return send(request, reply, 'FolderSearchResponse', { Folders, TotalRows: hits.length });
	});
	scope.get('/api/v2/folder', async (request, reply) => {
		const query = queryWithKey(request, settings);
		return send(request, reply, 'FolderResponse', { Folder: wanted(places.folders, query) });
	});
	scope.post('/api/v2/folder', async (request, reply) => {
		const members = membersOf(request, settings, 'Folder');
		required(members, 'Name');
		return send(request, reply, 'FolderResponse', { Folder: keep({ ...places.blank(), IsRestricted: false, Items: [] }, members) });
	});
	scope.put('/api/v2/folder', async (request, reply) => {
		const members = membersOf(request, settings, 'Folder');
		const folder = known(places.folders, required(members, 'Id'), 'folder');
		return send(request, reply, 'FolderResponse', { Folder: keep(folder, members) });
	});
	scope.delete('/api/v2/folder', async (request, reply) => {
		const { Id } = wanted(places.folders, queryWithKey(request, settings));
		places.folders = places.folders.filter((folder) => folder.Id !== Id);
		for (const person of store.all().filter(({ Folders }) => Folders.includes(Id))) {
			store.replace(person.Id, { ...person, Folders: person.Folders.filter((id) => id !== Id) });
		}
		return send(request, reply, 'FolderResponse', {});
	});
}

/** One of Id, Name and ExternalId says which folder is meant. */
function wanted(folders: readonly Folder[], query: ReadonlyMap<string, string>): Folder {
	const [name, externalId] = [query.get('name'), query.get('externalid')];
	if (!name && !externalId) return known(folders, query.get('id'), 'folder');
	const found = folders.find((folder) => (name ? folder.Name === name : folder.ExternalId === externalId));
	if (!found) throw unknown(name ? 'Name' : 'ExternalId', 'The folder was not found.');
	return found;
}

function changed(folder: Folder, members: JsonObject, places: AppenatePlaces): Folder {
	const { IsRestricted = folder.IsRestricted, RestrictToGroup = folder.RestrictToGroup, Description = folder.Description } = members;
	const group = guid(String(RestrictToGroup ?? ''));
	if (group !== '' && group !== NO_GROUP) known(places.groups, group, 'user group');
	return {
		...folder,
		...named(places.folders, folder, members),
		IsRestricted: IsRestricted === true,
		...(RestrictToGroup === undefined ? {} : { RestrictToGroup: String(RestrictToGroup) }),
		...(Description === undefined ? {} : { Description: String(Description) }),
		Items: itemsOf(members.Items),
	};
}

function itemsOf(given: unknown): FolderItem[] {
	const items = Array.isArray(given) ? (given as FolderItem[]) : [];
	const odd = items.find(({ Type }) => !ITEM_TYPES.includes(Type));
	if (odd) throw invalid('Items', `'${odd.Type}' is not a valid Type of Items.`, 'Enum');
	return items;
}
