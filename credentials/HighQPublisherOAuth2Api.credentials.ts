import type { ICredentialTestRequest, ICredentialType, INodeProperties, Icon } from 'n8n-workflow';

import { shareOfLimit } from '../nodes/shared/n8n/session/share';

/**
 * Host and context path, as `baseAddress` forgives them; the secret never travels by http to another host. Blanks and control characters
 * go first, because clients leave them out before they look at the address.
 * Written as an expression, because the platform asks for these addresses before any code of ours runs.
 */
const baseOf = (values: string): string =>
	`${values}.replace(/[\\x00-\\x20]/g, "").replace(/\\/+$/, "").replace(/\\/api(\\/2)?$/i, "").replace(/^http:(?!\\/\\/(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1\\])(:\\d+)?(\\/|$))/i, "https:")`;

const WRONG_ADDRESS = 'This is not the address of a HighQ Publisher API: check Base URL';

/** Redirects, which are not followed, and what isn't there. */
const ELSEWHERE = [301, 302, 303, 307, 308, 404];

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
/** With words of our own: n8n would show those of the status line, in which a server may repeat the token that it was sent. */
const REFUSALS = [...range(400, 431), 451].filter((status) => status !== 401 && !ELSEWHERE.includes(status));
const OUTAGES = [...range(500, 511), ...range(520, 530)];

// The platform looks at the type of each rule; its own type allows for one kind at a time.
const RULES = [
	// Of a web page, of nothing, and of what another API answers: none of them has this property.
	{ type: 'responseSuccessBody', properties: { key: 'users', value: undefined, message: WRONG_ADDRESS } },
	{ type: 'responseCode', properties: { value: 401, message: 'HighQ rejected this sign-in: connect again' } },
	...ELSEWHERE.map((value) => ({ type: 'responseCode' as const, properties: { value, message: WRONG_ADDRESS } })),
	...REFUSALS.map((value) => ({
		type: 'responseCode' as const,
		properties: { value, message: `HighQ refuses this sign-in (HTTP ${value}): its user must be allowed to list users` },
	})),
	...OUTAGES.map((value) => ({
		type: 'responseCode' as const,
		properties: { value, message: `HighQ can't answer right now (HTTP ${value}): try again later` },
	})),
] as NonNullable<ICredentialTestRequest['rules']>;

/**
 * n8n's own OAuth2 sign-in, authorization code with the secret in the body. HighQ may leave `state` out of
 * the callback; n8n then refuses it, and `HighQPublisherApi` is the way.
 * Source: "API access mechanism using OAuth2".
 */
export class HighQPublisherOAuth2Api implements ICredentialType {
	name = 'highQPublisherOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'HighQ Publisher OAuth2 API';

	icon: Icon = { light: 'file:../icons/highq.svg', dark: 'file:../icons/highq.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-user-provisioning/n8n-nodes-user-provisioning/blob/main/docs/highq-publisher.md#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'If HighQ reports missing parameters, use the credential HighQ Publisher API with an access token instead.',
			name: 'stateNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://acme.highq.com/acme',
			description: 'The host and context path of your HighQ Publisher instance',
		},
		{
			displayName: 'Sign-In Page',
			name: 'authoriseSpelling',
			type: 'options',
			options: [
				{ name: 'As in Publisher', value: 'authorise', description: 'The page authorise.action, as Publisher documents it' },
				{ name: 'As in Collaborate', value: 'authorize', description: 'The page authorize.action, as in HighQ Collaborate' },
			],
			default: 'authorise',
			description: "The name of your instance's sign-in page",
		},
		shareOfLimit,
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: `={{ ${baseOf('$self["baseUrl"]')} + ($self["authoriseSpelling"] === "authorize" ? "/authorize.action" : "/authorise.action") }}`,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: `={{ ${baseOf('$self["baseUrl"]')} + "/api/oauth2/token" }}`,
		},
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: '' },
		{ displayName: 'Auth URI Query Parameters', name: 'authQueryParameters', type: 'hidden', default: '' },
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ${baseOf('$credentials.baseUrl')} }}`,
			url: '/api/2/users',
			qs: { limit: 1 },
			headers: { Accept: 'application/json' },
			disableFollowRedirect: true,
		},
		rules: RULES,
	};
}
