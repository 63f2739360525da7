import type { IDataObject } from 'n8n-workflow';

import { scrubber, type Scrub } from '../../http/secrets';
import { secretsOf, type Session } from '../session/session';

/** A shorter secret may be a part of somebody's name: data must not be altered by chance. */
const SHORTEST_IN_DATA = 8;

/** Blanks the credential's secrets in the texts of an item: a vendor may repeat a request in what it shows. */
export type DataScrub = (json: IDataObject) => IDataObject;

export function dataScrub({ credential, scrub: scrubWords }: Pick<Session, 'credential' | 'scrub'>): DataScrub {
	const scrub = scrubber(secretsOf(credential).filter(({ length }) => length >= SHORTEST_IN_DATA));
	return (json) => {
		const { warnings } = json;
		// What fell short is told in the vendor's words.
		const said =
			Array.isArray(warnings) && warnings.length > 0
				? { ...json, warnings: warnings.map((one: unknown): string => scrubWords(String(one))) }
				: json;
		const text = JSON.stringify(said);
		// Of ten thousand users, hardly one is taken apart.
		return scrub(text) === text ? said : scrubbed(said, scrub);
	};
}

function scrubbed<T>(value: T, scrub: Scrub): T;
function scrubbed(value: unknown, scrub: Scrub): unknown {
	if (typeof value === 'string') return scrub(value);
	if (Array.isArray(value)) return value.map((one: unknown) => scrubbed(one, scrub));
	return isMembers(value) ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, scrubbed(member, scrub)])) : value;
}

function isMembers(value: unknown): value is object {
	return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
