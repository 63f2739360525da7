import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { HighQPublisherOAuth2Api } from '../../credentials/HighQPublisherOAuth2Api.credentials';
import type { MatchBy } from '../../nodes/shared/provisioning/types';
import type { Sandbox } from '../sandbox';
import { UNITS } from '../sandbox/ispring/people';
import { runNode, type NodeResult, type NodeRun } from './engine';
import { WAYS, type Way } from './ways';
import { who } from './offered';

/** A way on which whole sets of people are synchronised. */
export type SyncWay = Way &
	Readonly<{
		/** Everybody's email address and text field, as the vendor has them. */
		people: (sandbox: Sandbox) => ReadonlyArray<Readonly<{ email: string; text: string }>>;
		/** The most requests that listing this many users may take. */
		pages: (users: number) => number;
		/** Changes another field of somebody behind the node's back, and reads it. */
		elsewhere: Readonly<{ change: (sandbox: Sandbox, email: string) => void; stored: (sandbox: Sandbox, email: string) => string }>;
		/** The parameters of a way to make new users, beside Fields; none where the vendor makes no users by this API. */
		creates?: Readonly<{ fields: INodeParameters; parameters: INodeParameters }>;
		/** How leavers are deactivated; none where the vendor can not. */
		deactivates?: Readonly<{ parameters: INodeParameters; isActive: (sandbox: Sandbox, email: string) => boolean }>;
		/** A field beside the email address that no two people share, and how people are found by it, if they are. */
		identity: Readonly<{ field: string; label: string; of: (sandbox: Sandbox, email: string) => string; by?: MatchBy }>;
		/** Gives somebody other keys behind the node's back. */
		rekey: (sandbox: Sandbox, email: string, keys: Readonly<{ email: string; identity: string }>) => void;
		/** Whether writing takes the whole record along, so that another change could be lost. */
		merges: boolean;
	}>;

const [, ISPRING_DEPARTMENT] = UNITS;

const way = (title: string): Way => {
	const found = WAYS.find((one) => one.title === title);
	if (!found) throw new Error(`There is no way ${title}`);
	return found;
};

const highq = (format: 'JSON' | 'XML'): SyncWay => ({
	...way(`HighQ Publisher (${format})`),
	people: (sandbox) => sandbox.people('highq').map(({ email, bio }) => ({ email, text: String(bio ?? '') })),
	pages: (users) => Math.ceil(users / 200),
	elsewhere: {
		change: (sandbox, email) =>
			sandbox.edit('highq', email, (user) => {
				user.phone = 'changed elsewhere';
			}),
		stored: (sandbox, email) => String(sandbox.person('highq', email).phone ?? ''),
	},
	creates: { fields: { firstname: 'New', lastname: '={{ $json.email }}' }, parameters: {} },
	deactivates: {
		parameters: { neverDeactivate: 'ana.silva@example.test' },
		isActive: (sandbox, email) => sandbox.person('highq', email).status === 'active',
	},
	identity: { field: 'externalid', label: 'External ID', of: (sandbox, email) => String(sandbox.person('highq', email).externalid) },
	rekey: (sandbox, old, { email, identity }) =>
		sandbox.edit('highq', old, (user) => {
			[user.email, user.externalid] = [email, identity];
		}),
	merges: true,
});

/** At Axero it costs as much as the labels that are mapped: its list shows names, user names and email addresses only. */
const axero = (label: string, inTheList: boolean): SyncWay => ({
	...way('Axero'),
	title: `Axero (a label ${inTheList ? 'that the list shows' : 'of the details'})`,
	text: label,
	stored: (sandbox, email) => sandbox.person('axero', email).labels[label] ?? '',
	people: (sandbox) => sandbox.people('axero').map(({ Email, labels }) => ({ email: Email, text: labels[label] ?? '' })),
	// Pages of 100; a label that rows lack is read from the details of each person in the input. Who is active is told by
	// the SCIM service: its list, whose pages overlap by one, and who the credential's own user is.
	pages: (users) => Math.ceil(users / 100) + (inTheList ? 0 : users) + Math.ceil(users / 99) + 1,
	elsewhere: {
		change: (sandbox, email) =>
			sandbox.edit('axero', email, ({ labels }) => {
				labels.Phone = 'changed elsewhere';
			}),
		stored: (sandbox, email) => sandbox.person('axero', email).labels.Phone ?? '',
	},
	creates: { fields: {}, parameters: {} },
	deactivates: {
		parameters: { neverDeactivate: 'nobody@example.test' },
		isActive: (sandbox, email) => sandbox.person('axero', email).active,
	},
	identity: { field: 'Username', label: 'Username', of: (sandbox, email) => sandbox.person('axero', email).Username, by: 'username' },
	rekey: (sandbox, old, { email, identity }) =>
		sandbox.edit('axero', old, (user) => {
			[user.Email, user.Username] = [email, identity];
		}),
	merges: false,
});

const appenate = (format: 'JSON' | 'XML'): SyncWay => ({
	...way(`Appenate (${format})`),
	people: (sandbox) => sandbox.people('appenate').map(({ Email, LastName }) => ({ email: Email, text: LastName })),
	pages: (users) => Math.ceil(users / 250),
	elsewhere: {
		change: (sandbox, email) =>
			sandbox.edit('appenate', email, (user) => {
				user.Country = 'changed elsewhere';
			}),
		stored: (sandbox, email) => sandbox.person('appenate', email).Country ?? '',
	},
	creates: { fields: { FirstName: 'New' }, parameters: {} },
	deactivates: { parameters: {}, isActive: (sandbox, email) => sandbox.person('appenate', email).Status === 'Active' },
	identity: {
		field: 'ExternalId',
		label: 'External ID',
		of: (sandbox, email) => sandbox.person('appenate', email).ExternalId ?? '',
		by: 'externalId',
	},
	rekey: (sandbox, old, { email, identity }) =>
		sandbox.edit('appenate', old, (user) => {
			[user.Email, user.ExternalId] = [email, identity];
		}),
	merges: false,
});

/** By REST, login and email address go along with every field; by the older protocols, every mandatory field. */
const ispring = (api: 'REST' | 'REST Header' | 'SOAP'): SyncWay => ({
	...way(`iSpring Learn (${api}, account)`),
	people: (sandbox) => sandbox.people('ispring').map(({ fields }) => ({ email: fields.email ?? '', text: fields.job_title ?? '' })),
	pages: (users) => (api === 'REST' ? Math.ceil(users / 1000) : 1),
	elsewhere: {
		change: (sandbox, email) =>
			sandbox.edit('ispring', email, ({ fields }) => {
				fields.login = 'changed.elsewhere';
			}),
		stored: (sandbox, email) => (sandbox.person('ispring', email).fields.login === 'changed.elsewhere' ? 'changed elsewhere' : ''),
	},
	creates: {
		fields: { login: 'new.person', first_name: 'New', last_name: 'Person' },
		parameters: {
			department: { __rl: true, mode: 'id', value: api === 'REST' ? (ISPRING_DEPARTMENT?.uuid ?? '') : String(ISPRING_DEPARTMENT?.number) },
		},
	},
	...(api === 'REST Header'
		? {}
		: { deactivates: { parameters: {}, isActive: (sandbox, email) => sandbox.person('ispring', email).status === 1 } }),
	identity: { field: 'login', label: 'Login', of: (sandbox, email) => sandbox.person('ispring', email).fields.login ?? '', by: 'login' },
	rekey: (sandbox, old, { email, identity }) =>
		sandbox.edit('ispring', old, ({ fields }) => {
			[fields.email, fields.login] = [email, identity];
		}),
	merges: true,
});

/** HighQ as it is after the sign-in in the browser: n8n signs and renews by itself, in code of its own. */
export const HIGHQ_OAUTH2: SyncWay = {
	...highq('JSON'),
	title: 'HighQ Publisher (OAuth2)',
	credential: () => new HighQPublisherOAuth2Api(),
	data: (
		{
			urls,
			secrets: {
				highq: { clientId, clientSecret, accessToken, refreshToken },
			},
		},
		{ url, secret } = {},
	) => ({
		baseUrl: url ?? urls.highq,
		clientId,
		clientSecret,
		grantType: 'authorizationCode',
		authentication: 'body',
		accessTokenUrl: `${urls.highq}/api/oauth2/token`,
		oauthTokenData: { access_token: secret ?? accessToken, refresh_token: refreshToken, token_type: 'bearer', expires_in: '18000' },
	}),
	protocol: { authentication: 'oAuth2', options: { format: 'json' } },
};

export const SYNC_WAYS: readonly SyncWay[] = [
	appenate('JSON'),
	appenate('XML'),
	axero('Last name', true),
	axero('Bio', false),
	highq('JSON'),
	highq('XML'),
	ispring('REST'),
	ispring('REST Header'),
	ispring('SOAP'),
];

export type Asked = Readonly<{
	items: readonly IDataObject[];
	parameters?: INodeParameters;
	preview?: boolean;
	options?: INodeParameters;
	fields?: INodeParameters;
	continues?: boolean;
	onError?: NonNullable<NodeRun['onError']>;
	maxTries?: number;
	operation?: string;
	inFull?: boolean;
	/** Where the credential is stored, when other executions work with it too. */
	stored?: NonNullable<NodeRun['stored']>;
}>;

/** Runs an operation over people: items have `email` and `text`. */
export async function runSync(
	sandbox: Sandbox,
	{ node, credential, data, protocol, text }: SyncWay,
	{
		items,
		parameters = {},
		preview = false,
		options = {},
		fields = {},
		continues = false,
		onError,
		maxTries,
		operation = 'sync',
		inFull,
		stored,
	}: Asked,
): Promise<NodeResult> {
	const { options: ofProtocol = {}, ...chosen } = protocol;
	return await runNode({
		node: node(),
		credential: { type: credential(), data: data(sandbox) },
		items,
		parameters: {
			resource: 'user',
			operation,
			preview,
			...who(operation, { __rl: true, mode: 'email', value: '={{ $json.email }}' }),
			fields: { mappingMode: 'defineBelow', value: { [text]: '={{ $json.text }}', ...fields }, matchingColumns: [], schema: [] },
			...chosen,
			...parameters,
			options: { ...(typeof ofProtocol === 'object' ? ofProtocol : {}), ...options },
		},
		...(onError || continues ? { onError: onError ?? 'continueRegularOutput' } : {}),
		...(maxTries === undefined ? {} : { maxTries }),
		...(inFull === undefined ? {} : { inFull }),
		...(stored ? { stored } : {}),
	});
}

export function jsonOf({ outputs }: NodeResult): IDataObject[] {
	return (outputs[0] ?? []).map(({ json }) => json);
}

/** How many items came out with each action. */
export function actionsOf(result: NodeResult): Readonly<Record<string, number>> {
	const counts: Record<string, number> = {};
	for (const json of jsonOf(result)) {
		const action = String(json.action ?? json.status ?? 'error');
		counts[action] = (counts[action] ?? 0) + 1;
	}
	return counts;
}
