import { isCalled, isSamePerson, toScimPerson, type ScimPerson } from '../../nodes/Axero/user/scimPerson';
import { lacksPatch } from '../../nodes/Axero/wire/scimFailure';
import type { JsonObject } from '../../nodes/shared/json/json';

const personOf = (record: JsonObject): ScimPerson => {
	const person = toScimPerson({ id: '1', ...record });
	if (!person) throw new Error('Nobody');
	return person;
};

describe('a user of the SCIM service', () => {
	it.each([
		[true, true],
		[false, false],
		['True', true],
		['False', false],
		[null, undefined],
		['perhaps', undefined],
	])('with active %j is active: %j', (active, expected) => {
		expect(personOf({ active }).active).toBe(expected);
	});

	it('shows addresses and roles as objects or as texts', () => {
		const { emails, roles } = personOf({ emails: [{ value: 'a@x.test' }, 'b@x.test', {}, ''], roles: [{ value: 'Administrator' }] });

		expect([emails, roles]).toEqual([['a@x.test', 'b@x.test'], ['Administrator']]);
	});

	it('is nobody without an id', () => {
		expect([toScimPerson({}), toScimPerson({ id: '' })]).toEqual([undefined, undefined]);
	});

	const ANA = { email: 'ana@x.test', username: 'ana' };
	it.each([
		['the address as user name', { userName: 'ANA@x.test' }, ANA, true],
		['the address among others', { userName: 'x', emails: [{ value: 'old@x.test' }, { value: 'ana@x.test' }] }, ANA, true],
		['the username, and no address that says otherwise', { userName: 'Ana' }, ANA, true],
		['the username alone, where no address is known', { userName: 'Ana' }, { username: 'ana' }, true],
		['the username and another address', { userName: 'ana', emails: [{ value: 'other@x.test' }] }, ANA, false],
		['a part of the address', { userName: 'ana@x.test.example' }, ANA, false],
		['no name at all', { userName: '' }, { email: undefined, username: undefined }, false],
	])('with %s: %j is %j? %j', (_what, record, names, expected) => {
		expect(isSamePerson(personOf(record), names)).toBe(expected);
	});

	it('is called by its user name and its addresses, in whatever capitals', () => {
		const person = personOf({ userName: 'Ana', emails: [{ value: 'Ana@x.test' }] });

		expect(['ana', 'ANA@X.TEST', 'an'].map((name) => isCalled(person, name))).toEqual([true, true, false]);
	});
});

describe('an answer that turns PATCH away', () => {
	it.each([
		[405, '', true],
		[501, '<html>', true],
		[400, '{"detail":"PATCH is not supported"}', true],
		[404, '{"detail":"Unsupported method: patch"}', true],
		[400, '{"detail":"active is not allowed"}', false],
		[404, '{"detail":"User not found"}', false],
		[403, '{"detail":"PATCH is not supported"}', false],
		[200, '{"detail":"PATCH is not supported"}', false],
	])('is known by its status, or by its words: %i %s', (status, body, expected) => {
		expect(lacksPatch({ status, statusText: '', headers: {}, body })).toBe(expected);
	});
});
