import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type SCIMMY from 'scimmy';
import type { Store } from '../../store';
import { type AxeroPerson, emptyLabels } from '../people';
import { personAfter, resourceOf, scimIdOf, type ScimResource } from './resource';
import type { ScimService } from './service';

/** Whose people a request is about: the library's handlers are one for the whole process. */
type Site = Readonly<{ people: Store<AxeroPerson>; service: ScimService; token: string }>;

type Asked = Readonly<{ id?: string; filter?: Readonly<{ match: <T>(values: T[]) => T[] }> }>;

type Library = typeof SCIMMY;

/** Teaches the library where its users are. It is SCIM by somebody else: filters, PATCH, lists and refusals are not ours. */
function declareUsers({ Resources, Types }: Library): void {
	const missing = (id: string): never => {
		throw new Types.Error(404, '', `Resource ${id} not found`);
	};
	Resources.declare(Resources.User)
		.egress((asked: Asked, { people, service }: Site) => {
			const shown = people
				.all()
				.filter(({ UserID }) => !service.hidden.includes(UserID))
				.map((person) => resourceOf(person, service));
			if (asked.id !== undefined) return shown.find(({ id }) => id === asked.id) ?? missing(asked.id);
			if (asked.filter === undefined || service.filters === 'ignored') return shown;
			if (service.filters === 'refused') throw new Types.Error(400, 'invalidFilter', 'Filters are not supported.');
			return asked.filter.match(shown);
		})
		.ingress((asked: Asked, sent: Partial<ScimResource>, { people, service }: Site) => {
			if (asked.id === undefined) return resourceOf(created(people, sent, { service, Types }), service);
			const before = people.find((person) => scimIdOf(person) === asked.id) ?? missing(asked.id);
			const after = personAfter(before, sent, service);
			people.replace(String(before.UserID), after);
			return resourceOf(after, service);
		})
		.degress(() => {
			// Whether DELETE deactivates or deletes is not documented: nobody may send it.
			throw new Types.Error(501, '', 'DELETE is not offered here.');
		});
}

function created(
	people: Store<AxeroPerson>,
	sent: Partial<ScimResource>,
	{ service, Types }: Readonly<{ service: ScimService }> & Pick<Library, 'Types'>,
): AxeroPerson {
	const userName = sent.userName ?? '';
	const highest = Math.max(...people.all().map(({ UserID }) => UserID));
	const blank: AxeroPerson = { UserID: highest + 1, Username: userName, Email: '', active: true, roles: [], labels: emptyLabels() };
	const person = personAfter(blank, { emails: [{ value: userName }], ...sent }, service);
	const isTaken = people.some(({ Email }) => Email.toLowerCase() === person.Email.toLowerCase());
	if (isTaken) throw new Types.Error(409, 'uniqueness', 'A user with this email address already exists.');
	people.add(person);
	return person;
}

function parsed(query: string | undefined): Record<string, unknown> {
	return Object.fromEntries(new URLSearchParams(query));
}

/** The library pages by numbers alone, and a query has texts. */
function withNumbers(query: string | undefined, longestPage: number): Record<string, unknown> {
	const asked = parsed(query);
	const start = 'startIndex' in asked ? { startIndex: Number(asked.startIndex) } : {};
	return { ...asked, ...start, count: Math.min(Number(asked.count ?? longestPage), longestPage) };
}

let isDeclared = false;

/** The library on a port of its own, behind the sandbox. @param base the address under which people reach it */
export async function startScimHost(site: Site, base: () => string): Promise<Readonly<{ origin: string; close: () => void }>> {
	const { default: express } = await import('express');
	const { default: library } = await import('scimmy');
	const { default: SCIMMYRouters } = await import('scimmy-routers');
	if (!isDeclared) declareUsers(library);
	isDeclared = true;
	const app = express();
	app.set('query parser', (query) => (site.service.paging === 'answered' ? withNumbers(query, site.service.longestPage) : parsed(query)));
	const router = new SCIMMYRouters({
		type: 'bearer',
		baseUri: base,
		context: () => site,
		handler: ({ headers }) => {
			if (headers.authorization !== `Bearer ${site.token}`) throw new Error('The SCIM token is missing or wrong.');
			return 'integration';
		},
	});
	app.use('/', router);
	const server: Server = createServer(app);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: () => {
			server.close();
			server.closeAllConnections();
		},
	};
}
