import type { ListedRecord, RecordFinder } from '../../shared/provisioning/recordFinder';
import type { Reference, Referred } from '../../shared/provisioning/references';
import type { AppenateUser } from './profile';

type Places = Readonly<{
	groups: RecordFinder;
	folders: RecordFinder;
	/** Given where missing ones are made. */
	createGroup?: Reference['create'];
}>;

/**
 * A user's groups and folders, as people call them. Users take IDs unless UseNames or UseExternalIds is sent along
 * (documented: "PUT User" of eForms Mobile); the searches of groups and folders show both.
 */
export function placeReferences({ groups, folders, createGroup }: Places): ReadonlyArray<Reference<AppenateUser>> {
	return [{ ...reference('Groups', groups), ...(createGroup ? { create: createGroup } : {}) }, reference('Folders', folders)];
}

function reference(field: 'Groups' | 'Folders', { noun, isId, meant, nameOf }: RecordFinder): Reference<AppenateUser> {
	const hits: Reference['hits'] = async (text) => (await meant(text)).map(asReferred);
	return { field, noun, takes: 'IDs, external IDs or names', isOwn: isId, hits, nameOf };
}

function asReferred({ id, name }: ListedRecord): Referred {
	return { value: id, label: name };
}
