import type { UserFormat } from './format/userFormat';
import type { HighQList } from './lists';

/** GET /users: all filters are HighQ's own. Source: "Get User List". */
export function userList<User>({ mediaType, readPage, text }: UserFormat<User>): HighQList<User> {
	return { path: '/users', mediaType, read: readPage, idOf: (user) => text(user, ['id']) };
}
