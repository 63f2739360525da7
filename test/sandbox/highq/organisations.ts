import type { FastifyInstance } from 'fastify';
import { Refusal, queryOf } from '../http/wire';
import { type Json, isJsonObject } from './exactJson';
import { listed, valuesOf } from './paging';
import { type HighQRecord, type RecordBook, placesOf } from './records';
import { signed, unsigned } from './signed';
import { type JsonTree, REF, entriesOf, readBody, send } from './wire';

type OneOrganisation = { Params: { id: string } };
const SORT_KEYS = { id: ['id'], name: ['name'], status: ['status'], url: ['url'] };
const DOMAIN_SORT_KEYS = { created: ['createddate'], status: ['status'], url: ['url'] };
/** Organisations say disabled where users say disable. */
const STATUS_WORDS = ['active', 'archive', 'disabled', 'suspended'];
const DOMAIN_STATUS_WORDS = ['active', 'archive', 'pending'];
const ACTIONS = { archive: 'archive', disable: 'disabled' } as const;

/** /api/2/organisations: like users, a PUT replaces the organisation. */
export function organisationRoutes(api: FastifyInstance, { organisations, base }: { organisations: RecordBook; base: () => string }): void {
	const summary = ({ id, name }: HighQRecord): JsonTree => ({ id, name, link: `${base()}/api/2/organisations/${id}` });
	const known = (id: string): HighQRecord => {
		const found = organisations.byId(id);
		if (!found) throw new Refusal(404, 'Organisation not found', REF.org);
		return found;
	};
	const setStatus = (record: HighQRecord, status: string): HighQRecord => {
		const next = { ...record, status };
		organisations.put(next);
		return next;
	};

	api.get('/', async (request, reply) => {
		const query = queryOf(request);
		const hits = organisations.all().filter(filterOf(query)).map(signed);
		return send(request, reply, 'organisations', listed(hits, query, { member: 'organisations', sortKeys: SORT_KEYS, summary }));
	});
	api.get<OneOrganisation>('/:id', async (request, reply) => send(request, reply, 'organisation', signed(known(request.params.id))));
	api.post('/', async (request, reply) => {
		const id = organisations.add({
			status: 'active',
			autologin: false,
			domains: [],
			users: [],
			...checked(unsigned(readBody(request, 'organisation'))),
		});
		return send(request, reply, 'organisation', summary(known(String(id))));
	});
	api.put<OneOrganisation>('/:id', async (request, reply) => {
		const { id } = known(request.params.id);
		const sent = unsigned(readBody(request, 'organisation'));
		if (sent.id !== undefined && String(sent.id) !== String(id))
			throw new Refusal(400, 'The ID of the organisation cannot be changed', REF.body);
		const next = { ...checked(sent), id };
		organisations.put(next);
		return send(request, reply, 'organisation', summary(next));
	});
	for (const [action, status] of Object.entries(ACTIONS)) {
		api.post<OneOrganisation>(`/:id/${action}`, async (request, reply) =>
			send(request, reply, 'organisation', summary(setStatus(known(request.params.id), status))),
		);
	}
	api.post('/disable', async (request, reply) => {
		const keys = entriesOf(readBody(request, 'organisations').organisation, 'organisation');
		if (keys.length === 0 || keys.some((key) => typeof key !== 'string'))
			throw new Refusal(400, 'Request body is missing or not valid', REF.body);
		const wanted = keys.map((key) => organisations.all().find(({ name }) => name === key) ?? known(String(key)));
		const rows = wanted.map((record) => summary(setStatus(record, ACTIONS.disable)));
		return send(request, reply, 'organisations', { totalcount: rows.length, total: rows.length, currentpage: 0, organisations: rows });
	});
	api.get<OneOrganisation>('/:id/domains', async (request, reply) => {
		const { id, domains } = known(request.params.id);
		const query = queryOf(request);
		const status = statusIn(query, DOMAIN_STATUS_WORDS);
		const search = query.get('search') ?? '';
		const rows = entriesOf(domains, 'domain').map((url, index): JsonTree => ({
			id: id * 100 + index,
			url,
			status: index === 0 ? 'active' : 'pending',
			createddate: '12-03-2029 09:15:00:000',
		}));
		const hits = rows.filter((row) => String(row.url).includes(search) && (status ?? row.status) === row.status);
		return send(request, reply, 'domains', listed(hits, query, { member: 'domains', sortKeys: DOMAIN_SORT_KEYS, summary: (row) => row }));
	});
}

function checked(sent: JsonTree): JsonTree & { name: string } {
	const { name, status, domains, autologin } = sent;
	if (typeof name !== 'string' || name === '') throw new Refusal(400, 'Organisation name is required', REF.body);
	if (status !== undefined && !STATUS_WORDS.includes(String(status))) throw new Refusal(400, 'Invalid status', REF.status);
	if (autologin !== undefined && !['true', 'false'].includes(String(autologin)))
		throw new Refusal(400, 'Invalid value of autologin', REF.body);
	if (domains !== undefined && entriesOf(domains, 'domain').some((domain) => typeof domain !== 'string'))
		throw new Refusal(400, 'Invalid value of domains', REF.body);
	return { ...sent, name };
}

function filterOf(query: URLSearchParams): (record: HighQRecord) => boolean {
	const status = statusIn(query, STATUS_WORDS);
	const search = (query.get('search') ?? '').toLowerCase();
	const places = valuesOf(query, 'locations');
	const equal = ['autologin', 'homepage', 'industry', 'category'].map((name): [string, string | null] => [name, query.get(name)]);
	const domain = query.get('domain');
	return (record) =>
		record.name.toLowerCase().includes(search) &&
		(status ?? record.status) === record.status &&
		equal.every(([name, wanted]) => wanted === null || String(record[name] ?? '') === wanted) &&
		(domain === null || entriesOf(record.domains, 'domain').includes(domain)) &&
		(places.length === 0 || placesOf(record).some((place) => places.includes(place)));
}

function statusIn(query: URLSearchParams, words: readonly string[]): Json | null {
	const status = query.get('status');
	if (status !== null && !words.includes(status)) throw new Refusal(400, 'Invalid status', REF.status);
	return status;
}

/** Whether an email address belongs to an organisation by its domain. */
export function organisationOf(email: string, organisations: RecordBook): JsonTree | undefined {
	const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
	const found = organisations.all().find(({ domains }) => entriesOf(domains, 'domain').includes(domain));
	const [address] = Array.isArray(found?.addresses) ? found.addresses : [];
	if (!found) return undefined;
	return {
		orgid: found.id,
		orgname: found.name,
		...(isJsonObject(address) && typeof address.addressid === 'number' ? { orgaddressid: address.addressid } : {}),
	};
}
