import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/*
 * The requests of our node, by each way, and nothing else: no plan, no comparison, no check of an answer. What is in front
 * of them in our node is what the bench measures. `main.ts` holds them against the number of requests that our node sends.
 */

export type BareRequest = Readonly<{
	method: 'GET' | 'PUT' | 'POST';
	url: string;
	headers: Readonly<Record<string, string>>;
	body?: string;
}>;
export type Send = (request: BareRequest) => Promise<string>;
export type Person = Readonly<{ email: string; text: string }>;
/** Reads what is read once, and gives what updates one person. */
export type BareWay = (data: ICredentialDataDecryptedObject, send: Send) => Promise<(person: Person) => Promise<void>>;

const JSON_HEADERS = { Accept: 'application/json' };
const XML_HEADERS = { Accept: 'application/xml' };

function found(pattern: RegExp, text: string): string {
	const [, group] = pattern.exec(text) ?? [];
	if (group === undefined) throw new Error(`No ${pattern.source} in ${text.slice(0, 200)}`);
	return group;
}

const axero: BareWay = async ({ baseUrl }, send) => {
	const headers = { ...JSON_HEADERS, 'Content-Type': 'application/json' };
	const url = `${String(baseUrl)}/api/users/fields?AddUser=false`;
	return async ({ email, text }) => {
		await send({ method: 'POST', url, headers, body: JSON.stringify({ Email: email, Bio: text }) });
	};
};

const appenate =
	(format: 'json' | 'xml'): BareWay =>
	async ({ baseUrl, companyId, apiKey }, send) => {
		const type = `application/${format}`;
		const headers = { Accept: type, 'Content-Type': type };
		const [company, key] = [String(companyId), String(apiKey)];
		const user = `${String(baseUrl)}/api/v2/user`;
		const body = (id: string, text: string): string =>
			format === 'json'
				? JSON.stringify({ LastName: text, DoNotEmail: true, Id: id, CompanyId: Number(company), IntegrationKey: key })
				: `<?xml version="1.0" encoding="UTF-8"?><User xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><CompanyId>${company}</CompanyId><IntegrationKey>${key}</IntegrationKey><DoNotEmail>true</DoNotEmail><Id>${id}</Id><LastName>${text}</LastName></User>`;
		return async ({ email, text }) => {
			const query = `format=${format}&Email=${encodeURIComponent(email)}&PageNo=0&PageSize=250&CompanyId=${company}&IntegrationKey=${key}`;
			const answer = await send({ method: 'GET', url: `${user}/search?${query}`, headers });
			const id = found(format === 'json' ? /"Id":"(\w+)","/ : /<Id>(\w+)<\/Id>/, answer);
			await send({ method: 'PUT', url: `${user}?format=${format}`, headers, body: body(id, text) });
		};
	};

const highq =
	(format: 'json' | 'xml'): BareWay =>
	async ({ baseUrl }, send) => {
		const users = `${String(baseUrl)}/api/2/users`;
		const headers = format === 'json' ? JSON_HEADERS : XML_HEADERS;
		const changed = (user: string, text: string): string =>
			format === 'json'
				? user.replace(/"bio":"[^"]*"/, `"bio":${JSON.stringify(text)}`)
				: user.replace(/<bio>[^<]*<\/bio>|<bio\/>/, `<bio>${text}</bio>`);
		return async ({ email, text }) => {
			const first = await send({ method: 'GET', url: `${users}/${encodeURIComponent(email)}`, headers });
			const url = `${users}/${found(format === 'json' ? /"id":(\d+)/ : /<id>(\d+)<\/id>/, first)}`;
			const current = await send({ method: 'GET', url, headers });
			await send({ method: 'PUT', url, headers: { ...headers, 'Content-Type': headers.Accept }, body: changed(current, text) });
			await send({ method: 'GET', url, headers });
		};
	};

/** The mandatory fields with the new job title: what every write of a user takes along. */
const MANDATORY = ['login', 'email', 'first_name', 'last_name'];

const rest: BareWay = async ({ baseUrl }, send) => {
	const root = String(baseUrl);
	const valueOf = (name: string, user: string): string => found(new RegExp(`"name":"${name}","value":"([^"]*)"`), user);
	return async ({ email, text }) => {
		const list = await send({ method: 'GET', url: `${root}/user/v2?emails%5B%5D=${encodeURIComponent(email)}`, headers: JSON_HEADERS });
		const id = found(/"userId":"([\w-]+)"/, list);
		const url = `${root}/user/${id}`;
		const user = await send({ method: 'GET', url: `${url}/v2`, headers: JSON_HEADERS });
		const body = JSON.stringify({ fields: { login: valueOf('login', user), email: valueOf('email', user), job_title: text } });
		await send({ method: 'POST', url, headers: { ...JSON_HEADERS, 'Content-Type': 'application/json' }, body });
		await send({ method: 'GET', url: `${url}/v2`, headers: JSON_HEADERS });
	};
};

/** Everybody's id by email address, from the list that the older interfaces have instead of a search. */
function idsIn(list: string): ReadonlyMap<string, string> {
	const row = /<userId>(\d+)<\/userId>.*?([^<>\s]+@[^<>\s]+)</gs;
	return new Map([...list.matchAll(row)].map(([, id = '', email = '']) => [email, id]));
}

const restHeader: BareWay = async ({ legacyBaseUrl }, send) => {
	const users = `${String(legacyBaseUrl)}/user`;
	const read = async (url: string): Promise<string> => await send({ method: 'GET', url, headers: XML_HEADERS });
	const ids = idsIn(await read(users));
	await read(`${users}/profile/fields`);
	const ascii = (text: string): string => text.replace(/[^\x20-\x7e]/gu, (character) => `&#${character.codePointAt(0)};`);
	return async ({ email, text }) => {
		const url = `${users}/${ids.get(email)}`;
		await read(url);
		const user = await read(url);
		const kept = MANDATORY.map((name) => found(new RegExp(`(<${name}>[^<]*</${name}>)`), user)).join('');
		const fields = ascii(`<fields>${kept}<job_title>${text}</job_title></fields>`);
		await send({ method: 'POST', url, headers: { ...JSON_HEADERS, 'X-Fields-Xml': fields } });
		await read(url);
	};
};

const soap: BareWay = async ({ soapUrl }, send) => {
	const headers = { SOAPAction: '""', 'Content-Type': 'text/xml; charset=utf-8', Accept: 'text/xml' };
	const call = async (name: string, content = ''): Promise<string> =>
		await send({
			method: 'POST',
			url: String(soapUrl),
			headers,
			body: `<?xml version="1.0" encoding="UTF-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns="http://new.webservice.namespace"><SOAP-ENV:Body><${name}Request><credentials/>${content}</${name}Request></SOAP-ENV:Body></SOAP-ENV:Envelope>`,
		});
	const ids = idsIn(await call('GetUsers'));
	await call('GetUserProfileFields');
	return async ({ email, text }) => {
		const userId = `<userId>${ids.get(email)}</userId>`;
		await call('GetUserProfile', userId);
		const user = await call('GetUserProfile', userId);
		const kept = MANDATORY.map((name) => found(new RegExp(`(<field><name>${name}</name><value>[^<]*</value></field>)`), user)).join('');
		await call('UpdateUserProfile', `${userId}<fields>${kept}<field><name>job_title</name><value>${text}</value></field></fields>`);
		await call('GetUserProfile', userId);
	};
};

export const BARE_WAYS: Readonly<Record<string, BareWay>> = {
	Axero: axero,
	'Appenate (JSON)': appenate('json'),
	'Appenate (XML)': appenate('xml'),
	'HighQ Publisher (JSON)': highq('json'),
	'HighQ Publisher (XML)': highq('xml'),
	'iSpring Learn (REST, account)': rest,
	'iSpring Learn (REST, token)': rest,
	'iSpring Learn (REST Header, account)': restHeader,
	'iSpring Learn (SOAP, account)': soap,
	'iSpring Learn (SOAP, token)': soap,
};
