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
		description: 'A list of addresses, as Get shows them; it replaces all that are there',
	},
	AUTO_LOGIN,
	text('Category', 'category', 'Category of the organisation'),
	text('Domains', 'domains', 'Mail domains, separated by commas; they replace all that are there'),
	text('Homepage', 'homepage', 'Page that users of this organisation see first'),
	text('Image URL', 'img', 'Address of the logo'),
	text('Industry', 'industry', 'Industry of the organisation'),
	text('Key Contacts', 'keycontacts', 'IDs of users, separated by commas; they replace all that are there'),
	{
		displayName: 'More Members (JSON)',
		name: 'more',
		type: 'json',
		default: '{}',
		description: 'An object with further members of the organisation, as Get shows them in the output Raw',
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: statusChoices(ORGANISATION_STATUSES),
		default: '',
		description: 'Status of the organisation; Archive and Disable are operations of their own',
	},
	text('URL', 'url', 'Web address of the organisation'),
	text('Users', 'users', 'IDs of users, separated by commas; they replace all that are there'),
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
	if (name === 'more') return Object.entries(objectIn('More Members', value));
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
	return invalid(label, `${label} takes ${takes}`, 'Write it as JSON.');
}
