import type { FastifyRequest } from 'fastify';
import { Refusal, type JsonObject, countFrom, looseQuery } from '../http/wire';
import type { SandboxSecrets } from '../types';
import type { AppenateAccount } from './account';
import { invalid } from './change';
import { readMembers, type RequestDto } from './members';

const LONGEST_PAGE = 250;
const USUAL_PAGE = 100;

export interface Settings {
	readonly account: AppenateAccount;
	readonly secrets: SandboxSecrets['appenate'];
	readonly echoesKey: boolean;
}

/** The members of a POST or PUT, signed in the body. */
export function membersOf(request: FastifyRequest, settings: Settings, dto: RequestDto): JsonObject {
	const members = readMembers(request, dto);
	requireKey(String(members.CompanyId ?? ''), String(members.IntegrationKey ?? ''), { settings, writes: true });
	return members;
}

/** The parameters of a GET or DELETE, signed in the query. */
export function queryWithKey(request: FastifyRequest, settings: Settings): ReadonlyMap<string, string> {
	const query = looseQuery(request);
	requireKey(query.get('companyid') ?? '', query.get('integrationkey') ?? '', { settings, writes: request.method !== 'GET' });
	return query;
}

function requireKey(companyId: string, key: string, { settings, writes }: Readonly<{ settings: Settings; writes: boolean }>): void {
	const { secrets, echoesKey, account } = settings;
	if (companyId === secrets.companyId && key === secrets.integrationKey) return;
	if (companyId === secrets.companyId && key === secrets.readOnlyKey) {
		if (writes) throw new Refusal(account.readOnlyRefusal, 'The user is not allowed to do this.', 'UnauthorizedAccessException');
		return;
	}
	const echo = echoesKey ? ` (${key})` : '';
	throw new Refusal(401, `The company id or integration key${echo} is invalid.`, 'Unauthorized');
}

export function required(members: JsonObject, name: string): string {
	const value = members[name];
	if (typeof value !== 'string' || value === '') throw invalid(name, `'${name}' should not be empty.`, 'NotEmpty');
	return value;
}

export function page<T>(rows: readonly T[], query: ReadonlyMap<string, string>): T[] {
	const number = countFrom(query.get('pageno'), 0);
	const size = countFrom(query.get('pagesize'), USUAL_PAGE);
	if (number === undefined) throw invalid('PageNo', 'PageNo must be a number from 0.');
	if (!size || size > LONGEST_PAGE) throw invalid('PageSize', `PageSize must be 1 to ${LONGEST_PAGE}.`);
	return rows.slice(number * size, (number + 1) * size);
}

/** Texts are searched for inside the value: the pages don't promise an exact match, so a client can't rely on one. */
export function holds(value: string | undefined, query: ReadonlyMap<string, string>, name: string): boolean {
	return (value ?? '').toLowerCase().includes((query.get(name) ?? '').toLowerCase());
}
