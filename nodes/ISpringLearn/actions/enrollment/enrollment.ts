import type { Offered, Operations } from '../../../shared/n8n/run/operations';
import { recordChoices } from '../../../shared/n8n/run/recordParameters';
import { create } from './create';
import { remove } from './delete';
import { getAll } from './getMany';

export const enrollment = { create, delete: remove, getAll } satisfies Operations[string];

export const enrollmentOffers: readonly Offered[] = recordChoices('enrollment', 'enrollments', {
	create: 'Enroll users in courses. Users who are enrolled already are left as they are.',
	delete: 'Take users out of courses',
	getAll: 'Get who is enrolled in which courses, and how far they are',
});
