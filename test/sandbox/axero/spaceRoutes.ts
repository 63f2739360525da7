import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal, bodyText, countFrom, looseQuery, mediaType } from '../http/wire';
import type { Store } from '../store';
import { envelope, LONGEST_PAGE } from './envelope';
import { searchText, type AxeroPerson } from './people';
import type { AxeroSpace, SpaceBook } from './spaces';

const STATUSES = ['0', '1', '3', '7'];
const ALL = '7';

type InSpace = { Params: { id: string } };

/**
 * Spaces and their members as the vendor's mobile app of 2018 calls them; none of it is documented. Lists of
 * people say nothing of a total: the app stops at a short page.
 */
export function spaceRoutes(scope: FastifyInstance, spaces: SpaceBook, people: Store<AxeroPerson>): void {
	const spaceOf = ({ params: { id } }: { params: { id: string } }): AxeroSpace => {
		const space = spaces.find(id);
		if (!space) throw new Refusal(200, 'Space not found.');
		return space;
	};
	const persons = (ids: readonly number[]): AxeroPerson[] => people.all().filter(({ UserID }) => ids.includes(UserID));

	scope.get('/api/spaces', async (request) => {
		const query = looseQuery(request);
		const status = query.get('status') ?? '1';
		if (!STATUSES.includes(status)) throw new Refusal(200, 'The status is not known.');
		const fitting = spaces.all().filter(({ Status }) => status === ALL || String(Status) === status);
		const rows = query.has('startpage') || query.has('pagesize') ? pageOf(fitting, request, 'pagesize') : fitting;
		return { ...envelope(rows.map(shown)), TotalRecords: fitting.length };
	});
	scope.get<InSpace>('/api/spaces/:id', async (request) => envelope(shown(spaceOf(request))));
	scope.get<InSpace>('/api/spaces/:id/members', async (request) => {
		const members = persons(spaces.membersOf(spaceOf(request)));
		const text = looseQuery(request).get('username')?.toLowerCase();
		const rows =
			text === undefined ? pageOf(members, request, 'pagelength') : members.filter((person) => searchText(person).includes(text));
		return envelope(rows.map(member));
	});
	scope.get<InSpace>('/api/spaces/:id/users', async (request) => {
		const space = spaceOf(request);
		const asking = looseQuery(request).get('spaceusermembershipstatus') === '0';
		const rows = persons(asking ? spaces.requestsOf(space) : spaces.membersOf(space));
		return envelope(pageOf(rows, request, 'pagelength').map(member));
	});
	scope.post<InSpace>('/api/spaces/:id/users', async (request) => {
		const space = spaceOf(request);
		const user = bareValue(request, isUserId, 'a user ID');
		if (persons([user]).length === 0) throw new Refusal(200, 'User not found.');
		if (spaces.membersOf(space).includes(user)) throw new Refusal(200, 'The user is already a member of this space.');
		spaces.join(space, user);
		return envelope(true);
	});
	scope.put<{ Params: { id: string; user: string } }>('/api/spaces/:id/users/:user/membership/status', async (request) => {
		const space = spaceOf(request);
		const user = Number(request.params.user);
		const approved = bareValue(request, isYesOrNo, 'true or false');
		if (!spaces.requestsOf(space).includes(user)) return envelope(false);
		spaces.settle(space, user);
		if (approved) spaces.join(space, user);
		return envelope(true);
	});
}

/** A body that is one JSON scalar, not an object. */
function bareValue<T>(request: FastifyRequest, fits: (value: unknown) => value is T, what: string): T {
	if (mediaType(request) !== 'application/json') throw new Refusal(415, 'The content type must be application/json.');
	let value: unknown;
	try {
		value = JSON.parse(bodyText(request));
	} catch {
		throw new Refusal(400, 'The request body is not valid JSON.');
	}
	if (!fits(value)) throw new Refusal(400, `The request body must be ${what} and nothing else.`);
	return value;
}

function isUserId(value: unknown): value is number {
	return typeof value === 'number' && Number.isInteger(value) && value > 0;
}

function isYesOrNo(value: unknown): value is boolean {
	return typeof value === 'boolean';
}

function pageOf<T>(rows: readonly T[], request: FastifyRequest, lengthName: 'pagelength' | 'pagesize'): readonly T[] {
	const query = looseQuery(request);
	const page = countFrom(query.get('startpage'), 1);
	const length = countFrom(query.get(lengthName), 15);
	if (!page || !length || length > LONGEST_PAGE) throw new Refusal(200, 'StartPage or the page length is out of range.');
	return rows.slice((page - 1) * length, page * length);
}

function shown({ SpaceID, SpaceName, SpaceVisibility }: AxeroSpace): object {
	return { SpaceID, SpaceName, SpaceVisibility, SpaceIconFileName: '', SpaceIconURL: `/images/space-${SpaceID}.png` };
}

/** A row shows a face and a name. An email address was never seen in one. */
function member({ UserID, labels }: AxeroPerson): object {
	return { UserID, FirstName: labels['First name'], LastName: labels['Last name'], AvatarImageURL: `/avatars/${UserID}.png`, RankName: '' };
}
