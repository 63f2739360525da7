import type { AddressInfo } from 'node:net';
import { AppenateAccount } from './appenate/account';
import { appenatePeople, appenateView, COMPANY_ID } from './appenate/people';
import { AppenatePlaces } from './appenate/places';
import { appenateRoutes } from './appenate/server';
import { axeroPeople, axeroView } from './axero/people';
import { scimRoutes } from './axero/scim/routes';
import { ScimService } from './axero/scim/service';
import { axeroRoutes } from './axero/server';
import { SpaceBook } from './axero/spaces';
import { HighQSignIn } from './highq/oauth';
import { highqPeople, highqView } from './highq/people';
import { HighQBooks } from './highq/records';
import { highqRoutes } from './highq/server';
import { PREFIXES } from './http/channels';
import { FaultBook } from './http/faults';
import { RequestLog } from './http/log';
import { createServer } from './http/server';
import { ispringHeaderRoutes } from './ispring/header';
import { CourseBook } from './ispring/courses';
import { ISpringOrganisation } from './ispring/organisation';
import { ispringPeople, ispringView } from './ispring/people';
import { ispringRestRoutes } from './ispring/rest';
import { ISpringSignIn } from './ispring/signIn';
import { ispringSoapRoutes } from './ispring/soap';
import { pageRoutes } from './page/routes';
import { Store } from './store';
import type { DirectoryChange, Sandbox, SandboxOptions, SandboxSecrets, SandboxUrls, Stored, VendorName } from './types';

export type * from './types';
export type { AppenatePerson } from './appenate/people';
export type { AxeroPerson } from './axero/people';
export type { ExactNumber } from './highq/exactJson';
export type { HighQPerson } from './highq/people';
export type { ISpringPerson } from './ispring/people';

/** Invented, and long enough that a leak is found by searching for them. */
const USUAL_SECRETS: SandboxSecrets = {
	axero: { bearerToken: 'axero-bearer-8Zt4QmV1xY', restApiKey: 'axero-rest-api-key-5Kp2WnB7', scimToken: 'axero-scim-token-3Rw6LtH9' },
	appenate: {
		companyId: String(COMPANY_ID),
		integrationKey: '78eec3032af240f1b9c4d5e6f7a8b9c0',
		readOnlyKey: '1f4a9c27d80b4e6593ac7be1d25f8064',
	},
	highq: {
		clientId: 'highq-client-31',
		clientSecret: 'highq-secret-+&%=9Lr3TqX',
		accessToken: 'highq-access-6Hd8JfC2zU',
		refreshToken: 'highq-refresh-4Gs7MvE0oP',
	},
	ispring: {
		accountUrl: 'https://example.ispringlearn.test',
		email: 'integration@example.test',
		password: 'ispring-password-2Bx9NcRk',
		clientId: '11111111-2222-4333-8444-555555555555',
		clientSecret: 'ispring-secret-+&%=7Wy1SgDa',
	},
};

type Stores = { readonly [V in VendorName]: Store<Stored[V]> };

/** Starts the four vendors on one port of 127.0.0.1. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const listeners = new Set<(change: DirectoryChange) => void>();
	const announce = (change: DirectoryChange): void => listeners.forEach((listener) => listener(change));
	const { people, secrets = USUAL_SECRETS } = options;
	const stores: Stores = {
		axero: new Store('axero', () => axeroPeople(people), axeroView, announce),
		appenate: new Store('appenate', () => appenatePeople(people), appenateView, announce),
		highq: new Store('highq', () => highqPeople(people), highqView, announce),
		ispring: new Store('ispring', () => ispringPeople(people), ispringView, announce),
	};
	const axeroSpaces = new SpaceBook();
	const axeroScim = new ScimService();
	const log = new RequestLog();
	const faults = new FaultBook();
	const highqSignIn = new HighQSignIn(secrets.highq, options.highqEndsFormerTokens);
	const highqBooks = new HighQBooks();
	const ispringSignIn = new ISpringSignIn(secrets.ispring);
	const ispringOrganisation = new ISpringOrganisation();
	const ispringCourses = new CourseBook();
	const app = createServer(log, faults);
	const origin = (): string => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
	const soapUrl = (): string => origin() + PREFIXES['ispring-soap'];

	const appenatePlaces = new AppenatePlaces();
	const appenateAccount = new AppenateAccount();
	const appenate = { account: appenateAccount, secrets: secrets.appenate, echoesKey: options.appenateEchoesKey ?? false };
	const routes = {
		axero: axeroRoutes(stores.axero, axeroSpaces, { secrets: secrets.axero, scim: axeroScim }),
		appenate: appenateRoutes(stores.appenate, appenatePlaces, appenate),
		highq: highqRoutes(stores.highq, { signIn: highqSignIn, books: highqBooks, base: () => origin() + PREFIXES.highq }),
		'ispring-rest': ispringRestRoutes(stores.ispring, ispringSignIn, { organisation: ispringOrganisation, courses: ispringCourses }),
		'ispring-header': ispringHeaderRoutes(stores.ispring, ispringSignIn, ispringOrganisation),
		'ispring-soap': await ispringSoapRoutes({ store: stores.ispring, organisation: ispringOrganisation }, ispringSignIn, soapUrl),
	};
	for (const [channel, mount] of Object.entries(routes)) {
		app.register(async (scope) => mount(scope), {
			prefix: PREFIXES[channel as keyof typeof routes],
		});
	}

	// Beside the REST API, not within it: it has a token and errors of its own.
	const { scimToken } = secrets.axero;
	const mountScim = scimRoutes(stores.axero, { service: axeroScim, token: scimToken, base: origin });
	app.register(async (scope) => mountScim(scope), { prefix: PREFIXES.axero });

	const sandbox: Sandbox = {
		get origin() {
			return origin();
		},
		get urls() {
			return urlsAt(origin());
		},
		secrets,
		axeroSpaces,
		axeroScim,
		appenatePlaces,
		appenateAccount,
		people: (vendor) => structuredClone(stores[vendor].all()),
		person: (vendor, idOrEmail) => personIn(stores[vendor], idOrEmail),
		edit: (vendor, idOrEmail, change) => {
			const person = personIn(stores[vendor], idOrEmail);
			change(person);
			stores[vendor].replace(String(idOrEmail), person);
		},
		remove: (vendor, idOrEmail) => stores[vendor].remove(String(idOrEmail)),
		ispringOrganisation,
		ispringCourses,
		highq: highqBooks,
		requests: log.entries,
		writes: (channel) => log.entries.filter((entry) => entry.isWrite && (channel ?? entry.channel) === entry.channel),
		clearLog: () => log.clear(),
		get maxInFlight() {
			return log.maxInFlight;
		},
		fail: (fault) => faults.add(fault),
		heal: () => faults.heal(),
		reset: () => {
			for (const store of Object.values(stores)) store.reset();
			axeroSpaces.reset();
			axeroScim.reset();
			appenatePlaces.reset();
			appenateAccount.reset();
			highqSignIn.reset();
			highqBooks.reset();
			ispringSignIn.reset();
			ispringOrganisation.reset();
			ispringCourses.reset();
			faults.heal();
			log.clear();
		},
		expireTokens: () => {
			highqSignIn.expireAccessTokens();
			ispringSignIn.expireAll();
		},
		onChange: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		close: async () => app.close(),
	};
	const cards = {
		axero: () => stores.axero.cards(),
		appenate: () => stores.appenate.cards(),
		highq: () => stores.highq.cards(),
		ispring: () => stores.ispring.cards(),
	};
	app.register(async (scope) => pageRoutes(sandbox, log, cards, options.editor)(scope));
	await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
	return sandbox;
}

function personIn<P>(store: Store<P>, idOrEmail: string | number): P {
	const found = store.byKey(String(idOrEmail));
	if (found === undefined) throw new Error(`Nobody in the sandbox is called ${idOrEmail}`);
	return structuredClone(found);
}

function urlsAt(origin: string): SandboxUrls {
	return {
		axero: origin + PREFIXES.axero,
		appenate: origin + PREFIXES.appenate,
		highq: origin + PREFIXES.highq,
		ispring: origin + PREFIXES['ispring-rest'],
		ispringLegacy: origin + PREFIXES['ispring-header'],
		ispringSoap: origin + PREFIXES['ispring-soap'],
		page: `${origin}/`,
	};
}
