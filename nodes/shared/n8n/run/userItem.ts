import type { IDataObject } from 'n8n-workflow';

import type { FieldSpec } from '../../fields/spec';
import type { Entry } from '../../fields/wording';
import type { Scrub } from '../../http/secrets';
import { parseJson, plain } from '../../json/json';
import type { FieldRules } from '../../provisioning/guard';
import { isWrite } from '../../provisioning/plan';
import type { Change, Plan, Unsent, Write } from '../../provisioning/types';
import { cut, inOneLine, type Told, type Wording } from '../../provisioning/wording';
import type { IncludedUser } from '../parameters/included';
import type { Shape } from '../parameters/output';

/** What a vendor's users look like as items. */
export type Shown<Doc> = Readonly<{
	/** The vendor's document of a user as the properties of an item, whole and in its short form. */
	show: (record: Doc) => IDataObject;
	simplified: Shape;
	fields: readonly FieldSpec[];
	/** The entries that change, where a field holds several under names of their own. */
	entriesOf?: ((change: Change) => readonly Entry[]) | undefined;
	/** What is known of a write before it is made and worth a warning, such as what it costs. */
	foreseen?: ((plan: Write<Doc>) => readonly string[]) | undefined;
	rules: Pick<FieldRules, 'secret'>;
}>;

/** The same in one execution: its words, what blanks the credential's secrets in a text, and what comes along. */
export type Present<Doc> = Omit<Shown<Doc>, 'fields' | 'entriesOf'> &
	Readonly<{ wording: Wording; scrub: Scrub; includeUser: IncludedUser; includeRequests: boolean }>;

/** What became of somebody. */
export type Said<Doc> = Readonly<{
	action: string;
	/** Who, as the item named them. */
	person: string | undefined;
	/** Where nothing is or would be written. */
	summary?: string;
	preview?: true;
	plan?: Plan<Doc>;
	/** The user, where it is not the one that the plan has seen. */
	user?: Readonly<{ id: string; record?: Doc }> | undefined;
	warnings?: readonly string[];
	/** What a preview kept back. */
	requests?: readonly IDataObject[];
}>;

/**
 * What comes out for one person, at every vendor, from every operation that writes users, and from Compare:
 * `{ action, person, summary, id, changes, warnings, matchedBy }`. A user who was not looked up was not matched by us.
 */
export function userItem<Doc>(said: Said<Doc>, present: Present<Doc>): IDataObject {
	const { action, person, preview, plan, warnings = [], requests = [] } = said;
	const { wording, includeUser, includeRequests } = present;
	const match = plan && 'current' in plan ? plan : undefined;
	const user: Said<Doc>['user'] = said.user ?? match?.current;
	const id = user?.id;
	// Of a user who waits as a text, the record is read from it.
	const record = includeUser === 'no' ? undefined : user?.record;
	const changes = plan && isWrite(plan) ? wording.changes(plan) : [];
	// The editor's table shows the first three without scrolling.
	const json = {
		action,
		person: person ?? id ?? '(not named)',
		summary: said.summary ?? summaryOf(plan, changes),
		...(preview ? { preview } : {}),
		...(id === undefined ? {} : { id }),
		changes: changes.map((change): IDataObject => Object.fromEntries(Object.entries(change).filter(([name]) => name !== 'called'))),
		warnings: [...warnings],
		...(match ? { matchedBy: match.key.by } : {}),
	};
	return {
		...(includeUser === 'no' ? inShort(json) : json),
		...(preview && includeRequests ? { requests: [...requests] } : {}),
		...(record !== undefined ? { user: formOf(present.show(record), present) } : {}),
	};
}

function formOf<Doc>(shown: IDataObject, { includeUser, simplified }: Present<Doc>): IDataObject {
	return includeUser === 'raw' ? shown : simplified(shown);
}

function summaryOf(plan: Plan<unknown> | undefined, [first, ...others]: readonly Told[]): string {
	if (plan?.kind === 'delete') return 'Deleted permanently';
	if (!first) return plan?.kind === 'create' ? 'No fields' : 'Nothing to change';
	const changes = inOneLine([first, ...others]);
	return plan?.kind === 'updateUnseen' ? `Sent without comparing: ${changes}` : changes;
}

/** What an answer may have, in bytes, before parts of its changes are left out. */
const MOST_BYTES = 1_000;
const LONGEST_VALUE = 100;

/** An answer for one person in at most 1 KB, apart from its warnings: long values are cut, and a long list of changes ends early and says so. */
function inShort<T extends Readonly<{ changes: readonly IDataObject[]; warnings: readonly string[] }>>(json: T): IDataObject {
	if (bytesIn(json) <= MOST_BYTES) return json;
	const changes = json.changes.map((change): IDataObject => ({
		...change,
		...(change.from === undefined ? {} : { from: shortValue(change.from) }),
		to: shortValue(change.to),
	}));
	const budget = MOST_BYTES - bytesIn({ ...json, changes: [], warnings: [] });
	let used = 0;
	const fitting = changes.filter((change) => (used += bytesIn(change) + 1) <= budget - LONGEST_VALUE);
	const left = changes.filter((change) => !fitting.includes(change)).flatMap(({ field }) => (typeof field === 'string' ? [field] : []));
	if (left.length === 0) return { ...json, changes };
	const told = cut(`Not listed here: ${left.join(', ')}`, LONGEST_VALUE);
	return { ...json, changes: fitting, warnings: [...json.warnings, told] };
}

function shortValue(value: IDataObject['x']): IDataObject['x'] {
	if (typeof value === 'string') return cut(value, LONGEST_VALUE);
	if (typeof value !== 'object' || value === null) return value;
	const text = JSON.stringify(value);
	return text.length > LONGEST_VALUE ? cut(text, LONGEST_VALUE) : value;
}

function bytesIn(json: unknown): number {
	return Buffer.byteLength(JSON.stringify(json));
}

/** A request that was kept back, as the properties of an item; its body as JSON where it is JSON. */
export function shownRequest({ method, url, query = [], headers = {}, body }: Unsent, blank: Scrub): IDataObject {
	const search = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value])).toString();
	return {
		method,
		url: blank(search ? `${url}?${search}` : url),
		headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, blank(value)])),
		...(body === undefined ? {} : { body: shownBody(blank(body)) }),
	};
}

function shownBody(body: string): IDataObject['x'] {
	const json = /^\s*[{[]/.test(body) ? parseJson(body) : undefined;
	return json === undefined ? body : plain(json);
}
