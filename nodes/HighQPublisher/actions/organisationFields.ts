import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { invalid } from '../../shared/failure';
import { isJsonObject, jsonNumber, parseJson, type Json, type JsonObject } from '../../shared/json/json';
import { nameIn } from '../../shared/n8n/parameters/readings';
import { fromJson, optionalBoolean, toText, toTexts } from '../../shared/fields/values';
import { ORGANISATION_STATUSES } from '../wire/answers';
import { AUTO_LOGIN, statusChoices } from './filters';

const text = (displayName: string, name: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	description,
});

/** Every property of an organisation that may be written, for a collection. Which of them HighQ needs is not documented. */
export const ORGANISATION_FIELDS: INodeProperties[] = [
	{
		displayName: 'Addresses (JSON)',
		name: 'addresses',
		type: 'json',
		default: '[]',
		description: 'The list of addresses, in the form that Get returns. It replaces all current addresses.',
	},
	AUTO_LOGIN,
	text('Category', 'category', 'The category of the organisation'),
	text('Domains', 'domains', 'Comma-separated list of email domains. It replaces all current domains.'),
	text('Homepage', 'homepage', 'The page that users of this organisation see first'),
	text('Image URL', 'img', 'The URL of the logo'),
	text('Industry', 'industry', 'The industry of the organisation'),
	text('Key Contacts', 'keycontacts', 'Comma-separated list of user IDs. It replaces all current ones.'),
	{
		displayName: 'More Fields (JSON)',
		name: 'more',
		type: 'json',
		default: '{}',
		description: 'An object with more fields of the organisation, in the form that Get returns with Output set to Raw',
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: statusChoices(ORGANISATION_STATUSES),
		default: '',
		description: 'The status of the organisation. To archive or disable it, use those operations.',
	},
	text('URL', 'url', 'The website of the organisation'),
	text('Users', 'users', 'Comma-separated list of user IDs. It replaces all current ones.'),
];

const IDS: ReadonlySet<string> = new Set(['keycontacts', 'users']);

/**
 * What the collection `parameter` of item `i` sets, as properties of the organisation. Empty values leave a property alone.
 * @throws FailureError `invalid` naming the field
 */
export function organisationFields(context: IExecuteFunctions, i: number, parameter: 'additionalFields' | 'updateFields'): JsonObject {
	const given: Array<readonly [string, unknown]> = Object.entries(context.getNodeParameter(parameter, i, {}));
	return Object.fromEntries(given.flatMap(([name, value]) => fieldsOf(name, value)));
}

function fieldsOf(name: string, value: unknown): ReadonlyArray<readonly [string, Json]> {
	if (value === undefined || value === null || value === '') return [];
	if (name === AUTO_LOGIN.name) return switched(name, optionalBoolean(labelOf(name), value));
	if (name === 'addresses') return [[name, listIn('Addresses', value)]];
	if (name === 'name') return [[name, nameIn('Name', value)]];
	if (name === 'more') return Object.entries(objectIn('More Fields', value));
	if (name === 'domains' || IDS.has(name)) return [[name, listOf(name, value)]];
	return [[name, toText(labelOf(name), value)]];
}

function switched(name: string, value: boolean | undefined): ReadonlyArray<readonly [string, Json]> {
	return value === undefined ? [] : [[name, value]];
}

function listOf(name: string, value: unknown): Json {
	return toTexts(labelOf(name), value).map((one) => (IDS.has(name) && /^[1-9]\d*$/.test(one) ? jsonNumber(one) : one));
}

function listIn(label: string, value: unknown): Json {
	const json = exact(label, value);
	if (Array.isArray(json)) return json;
	throw unclear(label, 'a list');
}

function objectIn(label: string, value: unknown): JsonObject {
	const json = exact(label, value);
	if (isJsonObject(json)) return json;
	throw unclear(label, 'an object');
}

/** Text is read without touching a digit; what an expression gave is plain already. */
function exact(label: string, value: unknown): Json | undefined {
	if (typeof value !== 'string') return parseJson(JSON.stringify(value));
	fromJson(label, value);
	return parseJson(value);
}

function labelOf(name: string): string {
	return ORGANISATION_FIELDS.find((field) => field.name === name)?.displayName ?? name;
}

function unclear(label: string, takes: string) {
	return invalid(label, `${label} takes ${takes}`, 'Enter valid JSON.');
}
