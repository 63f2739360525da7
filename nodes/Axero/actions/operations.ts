import type { Operations } from '../../shared/n8n/operations';
import * as space from './space';
import * as spaceMember from './spaceMember';
import * as user from './user';

export const operations = {
	user: {
		compare: user.compare,
		create: user.create,
		upsert: user.upsert,
		get: user.get,
		getCurrent: user.getCurrent,
		getAll: user.getAll,
		sync: user.sync,
		update: user.update,
	},
	space: { get: space.get, getAll: space.getAll },
	spaceMember: {
		add: spaceMember.add,
		approve: spaceMember.approve,
		decline: spaceMember.decline,
		getAll: spaceMember.getAll,
		getRequests: spaceMember.getRequests,
	},
} satisfies Operations;
