import { invalid } from '../../shared/failure';
import type { ListedRecord, RecordFinder } from '../../shared/provisioning/recordFinder';
import type { Reference, Referred } from '../../shared/provisioning/references';
import { DEPARTMENT_ID, GROUP_IDS, type ISpringUser } from './profile';

type Creates = Reference['create'];

type Places = Readonly<{
	departments: RecordFinder;
	groups: RecordFinder;
	/** Given where missing ones are made. */
	createDepartment?: Creates;
	createGroup?: Creates;
}>;

/**
 * A user's department and groups, as people call them. iSpring's calls take IDs; codes and names are what its lists show
 * (documented: OpenAPI, Department and Group).
 */
export function placeReferences({ departments, groups, createDepartment, createGroup }: Places): ReadonlyArray<Reference<ISpringUser>> {
	return [
		{
			field: DEPARTMENT_ID,
			noun: departments.noun,
			takes: 'an ID, a code or a name',
			isOwn: departments.isId,
			hits: async (text) => (await departments.meant(text)).map(asReferred),
			nameOf: departments.nameOf,
			...(createDepartment ? { create: createDepartment } : {}),
		},
		{
			field: GROUP_IDS,
			noun: groups.noun,
			takes: 'IDs or names',
			isOwn: groups.isId,
			hits: async (text) => (await groups.meant(text)).map(asOpen),
			nameOf: groups.nameOf,
			...(createGroup ? { create: createGroup } : {}),
		},
	];
}

function asReferred({ id, name, within }: ListedRecord): Referred {
	return { value: id, label: within === undefined ? name : `${name} in ${within}` };
}

/** @throws FailureError `invalid` for a group that nobody can be put into */
function asOpen(group: ListedRecord): Referred {
	if (group.closed === undefined) return asReferred(group);
	throw invalid('Groups', `Groups: "${group.name}" ${group.closed}`, 'Leave it out of Groups, or change its rules in iSpring.');
}

/**
 * The department that a new one is made in: the one above all others.
 * @throws FailureError `invalid` where the credential sees several without a parent
 */
export async function topDepartment({ all }: Pick<RecordFinder, 'all'>): Promise<string> {
	const tops = (await all()).filter(({ within }) => within === undefined);
	const [top, ...others] = tops;
	if (top && others.length === 0) return top.id;
	throw invalid(
		'Create Missing Departments',
		`No department was created, because the credential sees ${tops.length === 0 ? 'none' : 'several'} at the top`,
		'Create the department in iSpring, or with Department: Create.',
	);
}
