import type { AppenateAccount } from './appenate/account';
import type { AppenatePerson } from './appenate/people';
import type { AppenatePlaces } from './appenate/places';
import type { AxeroPerson } from './axero/people';
import type { ScimBehavior } from './axero/scim/service';
import type { SpaceBook } from './axero/spaces';
import type { HighQPerson } from './highq/people';
import type { HighQBooks } from './highq/records';
import type { CourseBook } from './ispring/courses';
import type { ISpringOrganisation } from './ispring/organisation';
import type { ISpringPerson } from './ispring/people';

export type VendorName = 'axero' | 'appenate' | 'highq' | 'ispring';
export type Channel = 'axero' | 'appenate' | 'highq' | 'ispring-rest' | 'ispring-header' | 'ispring-soap';

/** What each vendor's directory really stores, text as text. */
export interface Stored {
	axero: AxeroPerson;
	appenate: AppenatePerson;
	highq: HighQPerson;
	ispring: ISpringPerson;
}

export interface LoggedRequest {
	readonly channel: Channel;
	readonly method: string;
	/** As sent, with the query. */
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly rawHeaders: readonly string[];
	readonly body: string;
	readonly bodyBytes: Buffer;
	/** Meant to change people, whether or not it was accepted. Token requests and SOAP reads are not writes. */
	readonly isWrite: boolean;
	/** When it arrived. */
	readonly at: Date;
	/** Absent until answered, and for good when the socket was destroyed. */
	readonly status?: number;
}

/** Which requests a fault strikes: absent members match everything. */
export interface FaultTarget {
	channel?: Channel;
	method?: string;
	pathIncludes?: string;
	/** How often it strikes; until healed when absent. */
	times?: number;
	/** Lets this many matching requests through first. */
	skip?: number;
	/** Asked last, and only for requests that fit the rest. */
	only?: (request: LoggedRequest) => boolean;
}

/** An answer as bytes, on its way out. */
export interface RawAnswer {
	readonly status: number;
	readonly statusText?: string;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Buffer;
	/** `connection`: it is closed after the body, whatever Content-Length says. `silence`: nothing is sent at all, and the connection stays. */
	readonly ends?: 'connection' | 'silence';
}

export type FaultKind =
	| {
			kind: 'status';
			status: number;
			statusText?: string;
			headers?: Record<string, string>;
			body?: string;
			contentType?: string;
	  }
	| { kind: 'delay'; delayMs: number }
	/** Something that happens once the request was handled and before its answer goes out, as if by somebody else. */
	| { kind: 'meanwhile'; change: () => void }
	| { kind: 'reset'; afterHandling?: boolean }
	| { kind: 'malformed'; body: string; contentType?: string; afterHandling?: boolean }
	| { kind: 'halfBody' }
	/** Another answer: made of the vendor's own after the request was handled, of nothing before. */
	| { kind: 'altered'; afterHandling?: boolean; alter: (answer: RawAnswer, request: LoggedRequest) => RawAnswer }
	| { kind: 'redirect'; to: string; status?: number };

export type Fault = Readonly<FaultTarget & FaultKind>;

export interface FieldChange {
	readonly field: string;
	readonly from: string | null;
	readonly to: string | null;
}

/** One person created, updated or deleted in one directory. */
export interface DirectoryChange {
	readonly vendor: VendorName;
	readonly kind: 'created' | 'updated' | 'deleted';
	readonly card: PersonCard;
	readonly fields: readonly FieldChange[];
}

/** What the page shows of a person. */
export interface PersonCard {
	readonly id: string;
	readonly name: string;
	readonly email: string;
	readonly jobTitle: string;
	readonly department: string;
	readonly phone: string;
	readonly active: boolean;
}

export interface SandboxUrls {
	readonly axero: string;
	readonly appenate: string;
	readonly highq: string;
	readonly ispring: string;
	readonly ispringLegacy: string;
	readonly ispringSoap: string;
	readonly page: string;
}

export interface SandboxSecrets {
	readonly axero: { readonly bearerToken: string; readonly restApiKey: string; readonly scimToken: string };
	/** `readOnlyKey`: a user's own key, which reads and writes nothing. */
	readonly appenate: { readonly companyId: string; readonly integrationKey: string; readonly readOnlyKey: string };
	readonly highq: {
		readonly clientId: string;
		readonly clientSecret: string;
		readonly accessToken: string;
		readonly refreshToken: string;
	};
	readonly ispring: {
		readonly accountUrl: string;
		readonly email: string;
		readonly password: string;
		readonly clientId: string;
		readonly clientSecret: string;
	};
}

export interface SandboxOptions {
	/** Any free port when absent or 0. */
	port?: number;
	/** Invented people per directory; 36 when absent. More are generated, for load tests. */
	people?: number;
	/** Appenate repeats the integration key that it was sent in its error messages. */
	appenateEchoesKey?: boolean;
	/** HighQ honours one access token at a time: a renewal ends those before it at once, as RFC 6749 allows. */
	highqEndsFormerTokens?: boolean;
	/** Other secrets than the usual ones. */
	secrets?: SandboxSecrets;
	/** Where the page's link to the editor leads; it has none when absent. */
	editor?: string;
}

export interface Sandbox {
	readonly origin: string;
	readonly urls: SandboxUrls;
	readonly secrets: SandboxSecrets;
	/** Copies of what is stored now. */
	people<V extends VendorName>(vendor: V): readonly Stored[V][];
	/** A copy of one person; throws when there is none. Any id of the vendor, or the email address. */
	person<V extends VendorName>(vendor: V, idOrEmail: string | number): Stored[V];
	/** Changes a record behind the nodes' back, without a request. */
	edit<V extends VendorName>(vendor: V, idOrEmail: string | number, change: (stored: Stored[V]) => void): void;
	/** Deletes a record behind the nodes' back, without a request. */
	remove(vendor: VendorName, idOrEmail: string | number): void;
	/** Departments, groups and settings of iSpring's account as they are now. */
	readonly ispringOrganisation: Pick<ISpringOrganisation, 'departments' | 'groups' | 'fields' | 'seats' | 'groupsReplace' | 'isOldest'>;
	/** iSpring's courses, and who is enrolled in them, as they are now. */
	readonly ispringCourses: Pick<CourseBook, 'contents' | 'enrollments' | 'enroll' | 'unenroll' | 'coursesOf' | 'titleOf'>;
	/** Axero's spaces, their members and who asks to join them, as they are now. */
	readonly axeroSpaces: Pick<SpaceBook, 'all' | 'membersOf' | 'requestsOf'>;
	/** How Axero's SCIM service behaves. */
	readonly axeroScim: ScimBehavior;
	/** Appenate's groups and folders as they are now. */
	readonly appenatePlaces: AppenatePlaces;
	/** What Appenate allows: connections at once and calls a day, as many as come unless told so. */
	readonly appenateAccount: AppenateAccount;
	/** What HighQ keeps besides people: organisations and user groups. */
	readonly highq: Omit<HighQBooks, 'reset'>;
	readonly requests: readonly LoggedRequest[];
	writes(channel?: Channel): readonly LoggedRequest[];
	/** Empties the log and starts counting `maxInFlight` anew. */
	clearLog(): void;
	readonly maxInFlight: number;
	fail(fault: Fault): void;
	/** Ends all faults. */
	heal(): void;
	/** The people, tokens and log as at the start, no faults. */
	reset(): void;
	/** Access tokens that iSpring and HighQ have issued so far are answered with 401 from now on. */
	expireTokens(): void;
	/** Returns the function that ends it. */
	onChange(listener: (change: DirectoryChange) => void): () => void;
	close(): Promise<void>;
}
