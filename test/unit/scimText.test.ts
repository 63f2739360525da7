import { failureOf } from '../../nodes/shared/failure';
import { readScim } from '../../nodes/shared/scim/read';
import { scimTable } from '../../nodes/shared/scim/table';

const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const TABLE = scimTable([
	{ path: 'userName', field: 'login' },
	{ path: 'title', field: 'job' },
	{ path: 'name.givenName', field: 'first' },
	{ path: 'emails[type eq "work"].value', field: 'email' },
	{ path: 'phoneNumbers[type eq "work"].value', field: 'phone' },
	{ path: 'phoneNumbers[type eq "mobile"].value', field: 'mobile' },
	{ path: 'addresses[type eq "work"].locality', field: 'city' },
	{ path: 'roles', field: 'roles' },
	{ path: 'x-desk.floor', field: 'floor' },
	{ path: 'x-badges[type eq "door"].value', field: 'badge' },
	{ path: `${ENTERPRISE}:department`, field: 'department' },
	{ path: `${ENTERPRISE}:manager`, field: 'manager' },
]);
const text = (value: unknown) => JSON.stringify(value);
const set = (user: unknown) => Object.fromEntries([...readScim(user, TABLE).values].filter(([, value]) => value !== null));
const patch = (...operations: readonly unknown[]) => ({ schemas: [PATCH], Operations: operations });
const refusal = (run: () => unknown) => {
	try {
		return run();
	} catch (error) {
		return failureOf(error);
	}
};

describe('JSON in a string', () => {
	const phones = [
		{ type: 'work', value: '0012' },
		{ type: 'mobile', value: '+44 7700' },
	];

	it.each<[string, unknown, Record<string, unknown>]>([
		['a list', { phoneNumbers: text(phones) }, { phone: '0012', mobile: '+44 7700' }],
		['a list with white space', { phoneNumbers: `\n ${JSON.stringify(phones, null, 2)} ` }, { phone: '0012', mobile: '+44 7700' }],
		['a list of one', { emails: text([{ value: 'a@example.test' }]) }, { email: 'a@example.test' }],
		['a list of texts', { emails: '["a@example.test"]' }, { email: 'a@example.test' }],
		['an entry without a list', { emails: text({ type: 'work', value: 'a@example.test' }) }, { email: 'a@example.test' }],
		['the entries of a list', { phoneNumbers: phones.map(text) }, { phone: '0012', mobile: '+44 7700' }],
		['addresses', { addresses: text([{ type: 'work', locality: 'Łódź' }]) }, { city: 'Łódź' }],
		['a list that stands for a field', { roles: text([{ value: 'a' }, { value: 'b' }]) }, { roles: ['a', 'b'] }],
		[
			'a list of its own that a row takes apart',
			{ 'x-badges': text([{ type: 'door', value: '7' }]), title: 'x' },
			{ badge: '7', job: 'x' },
		],
		['an object', { name: text({ givenName: 'Ann' }) }, { first: 'Ann' }],
		['an object of its own that a row takes apart', { 'x-desk': text({ floor: '2' }), title: 'x' }, { floor: '2', job: 'x' }],
		['an extension', { [ENTERPRISE]: text({ department: 'Tax', manager: { value: '26' } }) }, { department: 'Tax', manager: '26' }],
		['the manager', { [ENTERPRISE]: { manager: text({ value: '26', displayName: 'Bo' }) } }, { manager: '26' }],
		['core attributes under their schema', { [CORE]: text({ title: 'Lead' }) }, { job: 'Lead' }],
		['the value of a PATCH', patch({ op: 'replace', path: 'phoneNumbers', value: text(phones) }), { phone: '0012', mobile: '+44 7700' }],
		[
			'the value of a PATCH for one entry',
			patch({ op: 'add', path: 'phoneNumbers[type eq "work"]', value: text([phones[0]]) }),
			{ phone: '0012' },
		],
		[
			'the value of a PATCH without a path',
			patch({ op: 'replace', value: text({ title: 'Lead', emails: [{ value: 'a@b.c' }] }) }),
			{ job: 'Lead', email: 'a@b.c' },
		],
		['an object in a PATCH', patch({ op: 'replace', path: 'name', value: text({ givenName: 'Ann' }) }), { first: 'Ann' }],
		['an operation', patch(text({ op: 'replace', path: 'title', value: 'Lead' })), { job: 'Lead' }],
		['the operations', { schemas: [PATCH], Operations: text([{ op: 'replace', path: 'title', value: 'Lead' }]) }, { job: 'Lead' }],
		[
			'the operations and the schemas',
			{ schemas: text([PATCH]), Operations: text([{ op: 'add', path: 'title', value: 'Lead' }]) },
			{ job: 'Lead' },
		],
		['the schemas', { schemas: text([CORE]), title: 'Lead' }, { job: 'Lead' }],
	])('is read where SCIM has a list or an object: %s', (_, user, expected) => {
		expect(set(user)).toEqual(expected);
	});

	it.each<[string, unknown, string]>([
		['a list cut short', { phoneNumbers: '[{"type":"work","value":"0012"' }, 'phoneNumbers takes a list'],
		['a list in single quotes', { phoneNumbers: "[{'type': 'work', 'value': '0012'}]" }, 'phoneNumbers takes a list'],
		['a list as JavaScript writes it', { emails: '[object Object]' }, 'emails takes a list'],
		['an entry', { emails: ['{"value":'] }, 'emails takes a list of objects'],
		['an object', { name: '{"givenName":"Ann"' }, 'name takes an object'],
		['an extension', { [ENTERPRISE]: '{"department":' }, `${ENTERPRISE} takes an object`],
		['the value of a PATCH', patch({ op: 'replace', path: 'phoneNumbers', value: '[{"value":' }), 'phoneNumbers takes a list'],
		['the value of an entry', { emails: [{ type: 'work', value: '{"value":"a@b.c"}' }] }, 'emails[type eq "work"].value takes plain text'],
		[
			'the value of a path',
			patch({ op: 'add', path: 'phoneNumbers[type eq "work"].value', value: text(phones) }),
			'phoneNumbers[type eq "work"].value takes plain text',
		],
		['a username', { userName: '{"value":"ann"}' }, 'userName takes plain text'],
	])('is refused where it can be nothing else: %s', (_, user, says) => {
		expect(refusal(() => readScim(user, TABLE))).toMatchObject({
			kind: 'invalid',
			parameter: 'SCIM User',
			says: expect.stringContaining(says),
		});
	});

	it.each([
		['a title that looks like it', { title: '[{"a":1}]' }, { job: '[{"a":1}]' }],
		['a department that begins with a bracket', { [ENTERPRISE]: { department: '[Tax] {1}' } }, { department: '[Tax] {1}' }],
		['a role whose value is JSON', { roles: [{ value: '{"id":"1"}' }] }, { roles: ['{"id":"1"}'] }],
		['a number without a list', { phoneNumbers: '+44 7700' }, { phone: '+44 7700' }],
		['a city', { addresses: [{ type: 'work', locality: '{Leeds}' }] }, { city: '{Leeds}' }],
	])('stays a text anywhere else: %s', (_, user, expected) => {
		expect(set(user)).toEqual(expected);
	});

	it('keeps texts in it to the letter, and refuses numbers that are no more exact', () => {
		expect(set({ phoneNumbers: '[{"type":"work","value":"1E5 "}]' })).toEqual({ phone: '1E5 ' });
		expect(refusal(() => readScim({ phoneNumbers: '[{"type":"work","value":12345678901234567890}]' }, TABLE))).toMatchObject({
			kind: 'invalid',
		});
	});

	it('can be no deeper than anything else', () => {
		const deep = '['.repeat(40) + ']'.repeat(40);

		expect(refusal(() => readScim({ emails: deep }, TABLE))).toMatchObject({ kind: 'invalid', says: expect.stringContaining('levels') });
	});
});
