import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { IDataObject } from 'n8n-workflow';

type Schema = { type: string; properties?: Record<string, Schema>; items?: Schema };

/**
 * Holds an operation's output preview (`__schema__`, what the editor shows before the first run) against
 * real output: every member that came out must be in the preview, with its type. With UPDATE_PREVIEWS set,
 * adds what came out to the preview instead; delete the file first to drop members that are gone.
 */
export function checkPreview(vendor: string, resource: string, operation: string, items: readonly IDataObject[]): void {
	const file = path.resolve(__dirname, '../../nodes', vendor, '__schema__/v1.0.0', resource, `${operation}.json`);
	const seen = items.map(withoutOptional).map(schemaOf).reduce(merged);
	if (process.env.UPDATE_PREVIEWS) {
		mkdirSync(path.dirname(file), { recursive: true });
		const before = existsSync(file) ? [JSON.parse(readFileSync(file, 'utf8')) as Schema] : [];
		writeFileSync(file, `${JSON.stringify({ ...[...before, seen].reduce(merged), version: 1 }, null, '\t')}\n`);
	}
	if (!existsSync(file)) throw new Error(`${vendor}: ${resource} ${operation} has no output preview; run this test with UPDATE_PREVIEWS=1`);
	const preview = JSON.parse(readFileSync(file, 'utf8')) as Schema;
	expect({ file, missing: missingIn(preview, seen, '') }).toEqual({ file, missing: [] });
}

/** What comes out for a person, without what only an option brings along. */
function withoutOptional(json: IDataObject): IDataObject {
	if (json.person === undefined) return json;
	const { user: _user, requests: _requests, ...plain } = json;
	return plain;
}

function schemaOf(value: unknown): Schema {
	if (value === null || value === undefined) return { type: 'null' };
	if (Array.isArray(value)) return { type: 'array', ...(value.length > 0 ? { items: value.map(schemaOf).reduce(merged) } : {}) };
	if (typeof value === 'object')
		return { type: 'object', properties: Object.fromEntries(Object.entries(value).map(([name, member]) => [name, schemaOf(member)])) };
	return { type: typeof value };
}

function merged(one: Schema, other: Schema): Schema {
	if (one.type === 'null') return other;
	if (other.type !== one.type) return one;
	const names = [...new Set([...Object.keys(one.properties ?? {}), ...Object.keys(other.properties ?? {})])];
	const both = (name: string): Schema =>
		[one.properties?.[name], other.properties?.[name]].filter((schema) => schema !== undefined).reduce(merged);
	return {
		type: one.type,
		...(one.properties || other.properties ? { properties: Object.fromEntries(names.map((name) => [name, both(name)])) } : {}),
		...(one.items || other.items ? { items: [one.items, other.items].filter((schema) => schema !== undefined).reduce(merged) } : {}),
	};
}

function missingIn(preview: Schema | undefined, seen: Schema, at: string): string[] {
	if (!preview) return [at];
	if (seen.type === 'null' || preview.type === 'null') return [];
	if (preview.type !== seen.type) return [`${at} is ${seen.type}, not ${preview.type}`];
	const members = Object.entries(seen.properties ?? {}).flatMap(([name, member]) =>
		missingIn(preview.properties?.[name], member, `${at}/${name}`),
	);
	return seen.items ? [...members, ...missingIn(preview.items ?? seen.items, seen.items, `${at}[]`)] : members;
}
