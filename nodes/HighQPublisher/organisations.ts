import { scalarText, type JsonObject } from '../shared/json/json';
import { jsonPage, type Names } from './format/jsonPage';
import type { HighQList } from './lists';
import { recordPath } from './recordPath';

export const ORGANISATIONS: Names = { many: 'organisations', one: 'organisation' };

/** The words of organisations: users say disable. Source: "Get Organisation List". */
export const ORGANISATION_STATUSES: readonly string[] = ['active', 'archive', 'disabled', 'suspended'];

/**
 * GET /organisations/<ID>/domains. The members of a row are not documented, so whatever is there tells two apart.
 * Source: "Get Organisation Domains"; the wrapper is by analogy with the other lists.
 */
export function domainList(id: string): HighQList<JsonObject> {
	return {
		path: `${recordPath(ORGANISATIONS.many, id)}/domains`,
		mediaType: 'application/json',
		read: (answer) => jsonPage(answer, { many: 'domains', one: 'domain' }),
		idOf: ({ id: own, url, name }) => scalarText(own) ?? scalarText(url) ?? scalarText(name),
	};
}
