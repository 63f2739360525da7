import fc from 'fast-check';

import type { FieldName, FieldValue } from '../../nodes/shared/provisioning/types';
import { readScim } from '../../nodes/shared/scim/read';
import { scimTable } from '../../nodes/shared/scim/table';
import { writeScim } from '../../nodes/shared/scim/write';
import { runs } from './runs';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const write = (table: Readonly<Record<string, FieldName>>, fields: Readonly<Record<FieldName, FieldValue>>, active?: boolean) =>
	writeScim(
		{ id: '7', fields: new Map(Object.entries(fields)), ...(active === undefined ? {} : { active }) },
		scimTable(Object.entries(table).map(([path, field]) => ({ path, field }))),
	);

describe('a profile as a SCIM user', () => {
	it('has schemas, id, attributes, extensions and meta', () => {
		const table = {
			userName: 'login',
			externalId: 'external_id',
			'name.givenName': 'first_name',
			'name.familyName': 'last_name',
			'emails[type eq "work"].value': 'email',
			'emails[type eq "home"].value': 'private_email',
			'addresses[type eq "work"].locality': 'city',
			'addresses[type eq "work"].country': 'country',
			[`${ENTERPRISE.toLowerCase()}:department`]: 'department',
			[`${ENTERPRISE}:manager`]: 'manager',
			'urn:x:1.0:User:floor': 'floor',
		};
		const fields = {
			login: 'ann',
			external_id: '0012',
			first_name: 'Ann',
			last_name: 'Lowe',
			email: 'w@x',
			private_email: 'h@x',
			city: 'Leeds',
			country: 'GB',
			department: 'Tax',
			manager: '26',
			floor: 2,
			other: 'x',
		};

		expect(write(table, fields, true)).toEqual({
			schemas: [CORE, ENTERPRISE, 'urn:x:1.0:User'],
			id: '7',
			userName: 'ann',
			externalId: '0012',
			name: { givenName: 'Ann', familyName: 'Lowe' },
			emails: [
				{ type: 'work', value: 'w@x', primary: true },
				{ type: 'home', value: 'h@x' },
			],
			addresses: [{ type: 'work', locality: 'Leeds', country: 'GB' }],
			active: true,
			[ENTERPRISE]: { department: 'Tax', manager: { value: '26' } },
			'urn:x:1.0:User': { floor: 2 },
			meta: { resourceType: 'User' },
		});
	});

	it('has nothing for fields without a value, and no enterprise schema for none of its attributes', () => {
		const table = {
			title: 'a',
			nickName: 'b',
			'name.givenName': 'c',
			'emails[type eq "work"].value': 'd',
			roles: 'e',
			[`${ENTERPRISE}:department`]: 'f',
		};

		expect(write(table, { a: '', c: '', d: '', e: [], f: '' })).toEqual({ schemas: [CORE], id: '7', meta: { resourceType: 'User' } });
	});

	it.each<[string, Record<string, FieldName>, Record<FieldName, FieldValue>, boolean | undefined, unknown]>([
		['the profile', {}, {}, false, { active: false }],
		['its row', { active: 'enabled' }, { enabled: true }, false, { active: true }],
		['its row, as text', { active: 'enabled' }, { enabled: 'False' }, true, { active: false }],
		['the profile where the field says something else', { active: 'status' }, { status: 'locked' }, false, { active: false }],
	])('is active as says %s', (_, table, fields, active, expected) => {
		expect(write(table, fields, active)).toMatchObject({ ...Object(expected) });
	});

	it.each<[string, Record<string, FieldName>, Record<FieldName, FieldValue>, unknown]>([
		['lists of texts', { roles: 'r' }, { r: ['a', 'b'] }, { roles: [{ value: 'a' }, { value: 'b' }] }],
		['a text in a multi-valued attribute', { roles: 'r' }, { r: 'a' }, { roles: [{ value: 'a' }] }],
		['the main value of a multi-valued attribute', { 'emails.value': 'e' }, { e: 'a' }, { emails: [{ value: 'a', primary: true }] }],
		[
			'no primary where the table tells which one is',
			{ 'emails[type eq "work"].value': 'w', 'emails[primary eq true].value': 'p' },
			{ w: 'a' },
			{ emails: [{ type: 'work', value: 'a' }] },
		],
		[
			'no second primary',
			{ 'emails[type eq "work"].value': 'w', 'emails[primary eq true].value': 'p' },
			{ w: 'a', p: 'b' },
			{
				emails: [
					{ type: 'work', value: 'a' },
					{ primary: true, value: 'b' },
				],
			},
		],
		[
			'parts of the manager',
			{ [`${ENTERPRISE}:manager`]: 'm', [`${ENTERPRISE}:manager.displayName`]: 'n' },
			{ m: '26', n: 'Bo' },
			{ [ENTERPRISE]: { manager: { value: '26', displayName: 'Bo' } } },
		],
		['the first of two fields for a path', { title: 'a', TITLE: 'b' }, { b: 'B', a: 'A' }, { title: 'A' }],
		['the second where the first has no value', { title: 'a', TITLE: 'b' }, { b: 'B' }, { TITLE: 'B' }],
		[
			'one field at two places',
			{ userName: 'e', 'emails[type eq "work"].value': 'e' },
			{ e: 'a' },
			{ userName: 'a', emails: [{ type: 'work', value: 'a', primary: true }] },
		],
		[
			'nothing at read-only places',
			{ id: 'a', 'meta.version': 'b', groups: 'c' },
			{ a: '1', b: '2', c: ['3'] },
			{ id: '7', meta: { resourceType: 'User' } },
		],
	])('has %s', (_, table, fields, expected) => {
		expect(write(table, fields)).toEqual({ schemas: expect.any(Array), id: '7', meta: { resourceType: 'User' }, ...Object(expected) });
	});

	it('converts values', () => {
		const table = scimTable([
			{ path: 'active', field: 'status', toScim: (value) => value === 'on' },
			{ path: 'title', field: 'title', toScim: () => undefined },
		]);

		expect(
			writeScim(
				{
					id: '7',
					fields: new Map([
						['status', 'off'],
						['title', 'x'],
					]),
					active: true,
				},
				table,
			),
		).toEqual({ schemas: [CORE], id: '7', active: false, meta: { resourceType: 'User' } });
	});
});

describe('a profile written as a SCIM user and read again', () => {
	const text = fc.string({ unit: 'binary', minLength: 1 });
	const scalar = fc.oneof(
		text,
		fc.constantFrom('0012', '+44 7700', '1E5', ' ', 'null'),
		fc.maxSafeInteger(),
		fc.double({ noNaN: true, noDefaultInfinity: true, maxExcluded: true, max: 1, min: 0 }),
		fc.boolean(),
	);
	const list = fc.array(text, { minLength: 1, maxLength: 3 });
	const type = fc.string({ unit: 'binary', maxLength: 12 });
	const name = fc.stringMatching(/^[A-Za-z][\w-]{0,12}$/).map((given) => `x-${given}`);

	/** A path and what it may hold; `key` keeps paths of one table apart. */
	const place = fc.oneof(
		fc.constantFrom('userName', 'externalId', 'title').map((path) => ({ key: path, path, value: scalar })),
		name.map((path) => ({ key: path, path, value: fc.oneof(scalar, list) })),
		fc.constant({ key: 'active', path: 'active', value: fc.boolean() }),
		fc.constantFrom('roles', 'entitlements').map((path) => ({ key: path, path, value: list })),
		fc
			.tuple(fc.constantFrom('name', 'x-complex'), name)
			.map(([attribute, sub]) => ({ key: `${attribute}.${sub}`, path: `${attribute}.${sub}`, value: scalar })),
		fc
			.tuple(
				fc.constantFrom('emails', 'phoneNumbers', 'addresses', 'x-many', `${ENTERPRISE}:x-many`),
				fc.option(type),
				fc.constantFrom('value', 'locality'),
			)
			.map(([attribute, kind, sub]) => {
				const path =
					kind === null && !attribute.includes('x-') ? `${attribute}.${sub}` : `${attribute}[type eq ${JSON.stringify(kind ?? '')}].${sub}`;
				return { key: path, path, value: scalar };
			}),
		fc
			.tuple(fc.constantFrom(ENTERPRISE, 'urn:x:1.0:User', 'urn:y:a.b'), fc.oneof(name, fc.constantFrom('department', 'manager')))
			.map(([schema, attribute]) => ({ key: `${schema}:${attribute}`, path: `${schema}:${attribute}`, value: scalar })),
	);
	const profile = fc
		.uniqueArray(place, { selector: ({ key }) => key.toLowerCase(), maxLength: 12 })
		.chain((places) =>
			fc.tuple(
				...places.map(({ path, value }, i) => fc.record({ path: fc.constant(path), field: fc.constant(`f${i}`), value: fc.option(value) })),
			),
		);

	it('has the same fields, whatever the table', () => {
		fc.assert(
			fc.property(profile, (rows) => {
				const fields = new Map(rows.flatMap(({ field, value }) => (value === null ? [] : [[field, value] as const])));
				const table = scimTable(rows.map(({ path, field }) => ({ path, field })));

				const again: unknown = JSON.parse(JSON.stringify(writeScim({ id: '1', fields }, table)));
				const { values, ignored, untaken } = readScim(again, table);

				// A list that comes out says of the entries that it lacks that there are none, as the profile does.
				expect(new Map([...values].filter(([, value]) => value !== null))).toEqual(fields);
				expect([ignored, untaken]).toEqual([[], []]);
			}),
			{ numRuns: runs(500) },
		);
	});
});
