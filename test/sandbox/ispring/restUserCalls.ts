import type { FastifyInstance } from 'fastify';
import { Refusal, isObject } from '../http/wire';
import type { Store } from '../store';
import { subordinationOf } from './organisation';
import type { ISpringPerson, WorkLeave } from './people';
import { readBody, textOf, textsOf } from './requestBody';
import { personById } from './restWrites';

type OneUser = { Params: { userId: string } };

const REASONS = ['OutOfTheOffice', 'OnVacation', 'PersonalLeave', 'BusinessTrip', 'SickLeave', 'ParentalLeave', 'EducationalLeave'];
const SCHEDULES = { scheduled_deactivation: 'scheduledDeactivation', scheduled_termination: 'scheduledTermination' } as const;
const TODAY = '2030-01-01';

/** What is set beside a user's profile: dates to come, superiors, leave. */
export function mountUserCalls(scope: FastifyInstance, store: Store<ISpringPerson>): void {
	for (const [path, member] of Object.entries(SCHEDULES)) {
		scope.post<OneUser>(`/user/:userId/${path}`, async (request, reply) => {
			const person = personById(store, request.params.userId);
			const date = dateOf(textOf(readBody(request, ['date']), 'date'));
			store.replace(person.userId, { ...person, [member]: date });
			return reply.code(200).send();
		});
		scope.delete<OneUser>(`/user/:userId/${path}`, async (request, reply) => {
			const { [member]: _date, ...person } = personById(store, request.params.userId);
			store.replace(person.userId, person);
			return reply.code(200).send();
		});
	}
	scope.post<OneUser>('/user/:userId/subordination', async (request, reply) => {
		const person = personById(store, request.params.userId);
		const isUser = (id: string): boolean => store.some(({ userId }) => userId === id);
		const body = readBody(request, ['subordination', 'coSubordination']);
		const subordination = subordinationOf(body.subordination, isUser) ?? person.subordination;
		const coSubordination = subordinationOf(body.coSubordination, isUser) ?? person.coSubordination;
		store.replace(person.userId, { ...person, subordination, coSubordination });
		return reply.code(204).send();
	});
	scope.post('/users/work-leave-status', async (request, reply) => {
		const { workLeaveStatuses } = readBody(request, ['workLeaveStatuses']);
		if (!Array.isArray(workLeaveStatuses)) throw new Refusal(400, 'workLeaveStatuses is required');
		const next = workLeaveStatuses.map((one: unknown) => onLeave(one, store));
		for (const person of next) store.replace(person.userId, person);
		return reply.code(200).send();
	});
	scope.post('/users/work-leave-status/delete', async (request, reply) => {
		const userIds = textsOf(readBody(request, ['userIds']), 'userIds');
		if (!userIds) throw new Refusal(400, 'userIds is required');
		const people = userIds.map((userId) => personById(store, userId));
		for (const { workLeaveStatus: _gone, ...person } of people) store.replace(person.userId, person);
		return reply.code(200).send();
	});
}

function onLeave(status: unknown, store: Store<ISpringPerson>): ISpringPerson {
	const { userId, workLeaveReason, startDate, endDate, ...rest } = isObject(status) ? status : {};
	if (
		typeof userId !== 'string' ||
		typeof workLeaveReason !== 'string' ||
		!REASONS.includes(workLeaveReason) ||
		Object.keys(rest).length > 0
	) {
		throw new Refusal(400, 'userId and a known workLeaveReason are required');
	}
	const leave: WorkLeave = {
		workLeaveReason,
		startDate: startDate === undefined ? TODAY : dateOf(startDate),
		...(endDate === undefined ? {} : { endDate: dateOf(endDate) }),
	};
	return { ...personById(store, userId), workLeaveStatus: leave };
}

/** Dates are YYYY-MM-DD and nothing more. */
function dateOf(value: unknown): string {
	const isDate = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
	if (!isDate) throw new Refusal(400, 'A date must be YYYY-MM-DD');
	return value;
}
