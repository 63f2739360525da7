import { readFileSync } from 'node:fs';
import path from 'node:path';

import { NodeConnectionTypes, Workflow, type INode, type INodeExecutionData, type INodeParameters, type INodeType } from 'n8n-workflow';

/** The HR webhook's template: what its expressions make of an employee, by n8n's own evaluation. */
const TEMPLATE = JSON.parse(readFileSync(path.resolve(__dirname, '../../workflows/templates/1-hr-webhook.json'), 'utf8')) as {
	nodes: readonly INode[];
};

const NODE: INodeType = {
	description: {
		displayName: 'Node',
		name: 'node',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: {},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
};
const workflow = new Workflow({
	id: 'template',
	nodes: [{ id: 'node', name: 'Node', type: 'node', typeVersion: 1, position: [0, 0], parameters: {} }],
	connections: {},
	active: false,
	nodeTypes: { getByName: () => NODE, getByNameAndVersion: () => NODE, getKnownTypes: () => ({}) },
});

type Json = INodeExecutionData['json'];
type Assignment = Readonly<{ name: string; value: string }>;

function evaluated(expression: string, json: Json): unknown {
	return workflow.expression.getParameterValue(expression, null, 0, 0, 'Node', [{ json }], 'manual', {});
}

function parametersOf(name: string): INodeParameters {
	const found = TEMPLATE.nodes.find((node) => node.name === name);
	if (!found) throw new Error(`There is no node ${name}`);
	return found.parameters;
}

function raw(name: string, json: Json): Json {
	const made = evaluated(String(parametersOf(name).jsonOutput), json);
	if (typeof made !== 'object' || made === null) throw new Error(`${name} makes no object`);
	return { ...made };
}

function assigned(name: string, json: Json): Json {
	const { assignments } = Object(parametersOf(name).assignments) as { assignments: readonly Assignment[] };
	return Object.fromEntries(assignments.map(({ name: member, value }) => [member, evaluated(value, json) as Json['x']]));
}

function hasAddress(person: Json): unknown {
	const { conditions } = Object(parametersOf('Has an Address?').conditions) as { conditions: ReadonlyArray<{ leftValue: string }> };
	return evaluated(conditions[0]?.leftValue ?? '', person);
}

const bamboo = (fields: unknown): Json => assigned('From BambooHR', raw('Plain Fields', { id: '40123', fields: fields as Json['x'] }));
const personio = (attributes: unknown): Json =>
	assigned('From Personio', raw('Plain Attributes', { body: { data: { type: 'Employee', attributes: attributes as Json['x'] } } }));

describe('an employee of BambooHR', () => {
	const ann = {
		email: 'ann.lowe@example.test',
		firstName: 'Ann',
		lastName: 'Lowe',
		employeeNumber: '0012',
		jobTitle: 'Lead',
		department: 'Tax',
		phone: '+44 20 7946 0101',
		mobile: '',
	};

	it.each<[string, unknown]>([
		[
			'with plain values',
			{
				'Employee #': '0012',
				'First Name': 'Ann',
				'Last Name': 'Lowe',
				'Work Email': 'ann.lowe@example.test',
				'Job Title': 'Lead',
				Department: 'Tax',
				'Work Phone': '+44 20 7946 0101',
				'Mobile Phone': '',
			},
		],
		[
			'with wrapped values',
			{
				'Employee #': { value: '0012' },
				'First Name': { value: 'Ann' },
				'Last Name': { value: 'Lowe' },
				'Work Email': { value: 'ann.lowe@example.test' },
				'Job Title': { value: 'Lead' },
				Department: { value: 'Tax' },
				'Work Phone': { value: '+44 20 7946 0101' },
				'Mobile Phone': { value: null },
			},
		],
		[
			'with names in other capitals, and both kinds of values',
			{
				'employee #': { value: '0012' },
				'FIRST NAME': 'Ann',
				'last name': { value: 'Lowe' },
				'work email': 'ann.lowe@example.test',
				'Job title': { value: 'Lead' },
				DEPARTMENT: { value: 'Tax' },
				'Work phone': '+44 20 7946 0101',
			},
		],
		[
			'with aliases for names',
			{
				employeeNumber: { value: '0012' },
				firstName: { value: 'Ann' },
				last_name: { value: 'Lowe' },
				workEmail: { value: 'ann.lowe@example.test' },
				job_title: { value: 'Lead' },
				department: { value: { id: 7, name: 'Tax' } },
				workPhone: { value: ['+44 20 7946 0101'] },
			},
		],
		[
			'with a list of fields',
			[
				{ id: 'employeeNumber', value: '0012' },
				{ name: 'First Name', value: 'Ann' },
				{ name: 'Last Name', value: { value: 'Lowe' } },
				{ name: 'Work Email', value: 'ann.lowe@example.test' },
				{ name: 'Job Title', value: 'Lead' },
				{ name: 'Department', value: 'Tax' },
				{ name: 'Work Phone', value: '+44 20 7946 0101' },
			],
		],
	])('is read %s', (_, fields) => {
		expect({ mobile: '', ...withoutNothing(bamboo(fields)) }).toEqual(ann);
		expect(hasAddress(bamboo(fields))).toBe(true);
	});
});

describe('an employee of Personio', () => {
	const attribute = (label: string, value: unknown) => ({ label, value, type: 'standard', universal_id: null });
	const ann = {
		email: 'ann.lowe@example.test',
		firstName: 'Ann',
		lastName: 'Lowe',
		employeeNumber: '0104',
		jobTitle: 'Lead',
		department: 'Tax',
		phone: '+49 30 555 0101',
		mobile: '',
	};

	it.each<[string, unknown]>([
		[
			'with attributes as the API gives them',
			{
				id: attribute('ID', 104),
				first_name: attribute('First name', 'Ann'),
				last_name: attribute('Last name', 'Lowe'),
				email: attribute('Email', 'ann.lowe@example.test'),
				position: attribute('Position', 'Lead'),
				department: attribute('Department', { type: 'Department', attributes: { id: 7, name: 'Tax' } }),
				dynamic_12345: attribute('Phone', '+49 30 555 0101'),
				dynamic_12346: attribute('Mobile', null),
				dynamic_12347: attribute('Personnel number', '0104'),
			},
		],
		[
			'with lists of values, and names in other capitals',
			{
				First_Name: attribute('First name', ['Ann']),
				LAST_NAME: attribute('Last name', 'Lowe'),
				Email: attribute('Email', [{ value: 'ann.lowe@example.test' }]),
				position: attribute('Position', { type: 'Position', attributes: { name: { label: 'Name', value: 'Lead' } } }),
				department: attribute('Department', [{ type: 'Department', attributes: { id: 7, name: 'Tax' } }]),
				dynamic_12345: attribute('Phone', ['', '+49 30 555 0101']),
				dynamic_12347: attribute('Personnel number', '0104'),
			},
		],
		[
			'with plain values',
			{
				first_name: 'Ann',
				last_name: 'Lowe',
				email: 'ann.lowe@example.test',
				position: { name: 'Lead' },
				department: { type: 'Department', attributes: { name: 'Tax' } },
				dynamic_12345: '+49 30 555 0101',
				dynamic_12347: '0104',
			},
		],
		[
			'with a list of attributes',
			[
				{ universal_id: 'first_name', value: 'Ann' },
				{ key: 'last_name', value: 'Lowe' },
				{ name: 'email', value: 'ann.lowe@example.test' },
				{ universal_id: 'position', value: 'Lead' },
				{ universal_id: 'department', value: { attributes: { name: 'Tax' } } },
				{ key: 'dynamic_12345', value: '+49 30 555 0101' },
				{ key: 'dynamic_12347', value: '0104' },
			],
		],
	])('is read %s', (_, attributes) => {
		expect({ mobile: '', ...withoutNothing(personio(attributes)) }).toEqual(ann);
		expect(hasAddress(personio(attributes))).toBe(true);
	});

	it('has no number of Personio as personnel number', () => {
		expect(withoutNothing(personio({ id: attribute('ID', 104), email: attribute('Email', 'a@example.test') }))).toEqual({
			email: 'a@example.test',
		});
	});
});

describe('whatever comes', () => {
	it.each<[unknown]>([
		[{ 'Work Email': { id: 7, mail: 'ann@example.test' }, 'First Name': { other: 1 }, Department: [{ x: 1 }, { name: { value: 'Tax' } }] }],
		[{ 'Work Email': [], 'First Name': {}, Department: true }],
		[{ 'Work Email': { value: { value: [{ value: 'ann@example.test' }] } } }],
		[null],
		['Ann'],
		[{}],
	])('becomes no JSON text: %j', (fields) => {
		for (const person of [bamboo(fields), personio(fields)]) {
			for (const value of Object.values(person)) expect(String(value ?? '')).not.toMatch(/[{[]/);
		}
	});

	it.each<[unknown]>([
		[{}],
		[null],
		[{ 'Work Email': '' }],
		[{ 'Work Email': { value: null } }],
		[{ 'Work Email': { label: 'a@b.c' } }],
		[{ Email: 7 }],
	])('is nobody without an email address: %j', (fields) => {
		expect(hasAddress(bamboo(fields))).toBe(false);
	});

	it('becomes a SCIM user with texts alone', () => {
		const user = raw(
			'SCIM User',
			bamboo({ 'Work Email': { value: 'ann@example.test' }, 'Employee #': { value: 12 }, Department: { value: 'Tax' } }),
		);

		expect(JSON.parse(JSON.stringify(user))).toMatchObject({
			externalId: '12',
			emails: [{ type: 'work', value: 'ann@example.test' }],
			'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { employeeNumber: '12', department: 'Tax' },
		});
	});
});

/** What n8n's Set node leaves empty. */
function withoutNothing(json: Json): Json {
	return Object.fromEntries(Object.entries(json).filter(([, value]) => value !== undefined && value !== '' && value !== null));
}
