import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { locatorParameter, selectedId } from '../../../shared/n8n/parameters/locator';
import type { Operation } from '../../../shared/n8n/run/operations';
import { optionsParameter } from '../../../shared/n8n/parameters/options';
import { type Counted, deletionLimit, recordGuard, type RecordGuard, recordOptions } from '../../../shared/n8n/run/recordGuard';
import type { RecordLimit } from '../../../shared/n8n/parameters/writeOptions';
import { writeSeenRecords } from '../../../shared/n8n/run/recordWrites';
import { EVERYBODY } from '../../user/iSpringDirectory';
import { fieldText, toProfile } from '../../user/profile';
import { departmentPath, readDepartment } from '../../wire/departmentsAndGroups';
import { usersList } from '../../wire/restChannel';
import type { RestClient } from '../../wire/restClient';
import { REST, openISpring } from '../apis';
import { DEPARTMENT, describedRecord } from '../organisation';

const shown = { resource: ['department'], operation: ['delete'] };

/** A department that is to be deleted, and who is in it. */
type Seen = Readonly<{ id: string; people: readonly Counted[] }>;

/** None, because nobody knows what becomes of them. */
const PEOPLE: RecordLimit = {
	displayName: 'Max Users in Deleted Departments',
	name: 'maxDepartmentUsers',
	default: 0,
	description:
		'How many users may be in the departments that one execution deletes. What becomes of them is not documented: move them first.',
	one: 'user',
	many: 'users',
	would: 'lose the department that they are in',
};

const DELETIONS = recordGuard(deletionLimit('maxDepartmentDeletions', 'department'), ({ id }: Seen) => id);
const guard: RecordGuard<Seen> = { counts: [...DELETIONS.counts, { limit: PEOPLE, of: ({ people }) => people }] };

const description: INodeProperties[] = [
	locatorParameter(
		{
			...DEPARTMENT,
			description: 'The department to delete. This cannot be undone. What becomes of the people in it is not documented: move them first.',
		},
		shown,
	),
	optionsParameter(shown, recordOptions(guard)),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, channel } = await openISpring(context, REST);
	const { client } = channel;
	return await writeSeenRecords(context, {
		session,
		guard,
		read: (i) => selectedId(context, i, DEPARTMENT),
		look: async (id): Promise<Seen> => ({ id, people: await peopleIn(client, id) }),
		planned: ({ id, people }) => ({ action: 'delete', id, userCount: people.length }),
		described: async ({ id }) => describedRecord(await readDepartment(client, id)),
		work: async ({ id }) => {
			await client.remove(departmentPath(id));
			return { deleted: true };
		},
	});
}

async function peopleIn(client: RestClient, id: string): Promise<readonly Counted[]> {
	const people: Counted[] = [];
	for await (const row of client.rows(usersList({ ...EVERYBODY, departments: [id] }))) {
		const profile = toProfile(row);
		people.push({ key: profile.id, shown: fieldText(profile, 'email') ?? fieldText(profile, 'login') ?? profile.id });
	}
	return people;
}

export const deleteDepartment: Operation = { description, execute };
