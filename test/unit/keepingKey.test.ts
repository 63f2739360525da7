import { AXERO_FIELDS } from '../../nodes/Axero/user/profile';
import { APPENATE_FIELDS } from '../../nodes/Appenate/user/profile';
import { HIGHQ_FIELDS } from '../../nodes/HighQPublisher/user/profile';
import { keepingOwnKey } from '../../nodes/ISpringLearn/users';
import { ISPRING_FIELDS, SILENT, type ISpringKey } from '../../nodes/ISpringLearn/user/profile';
import { failureOf } from '../../nodes/shared/failure';
import { keepingKey, MATCH_BY, USER } from '../../nodes/shared/n8n/parameters/user';
import type { Edit, MatchBy } from '../../nodes/shared/provisioning/types';

const attempt = <T>(run: () => T) => {
	try {
		return run();
	} catch (error) {
		return failureOf(error);
	}
};
const wanted = (by: MatchBy, value: string, edit: Edit | undefined, field: string) => ({
	key: { by, value },
	edits: new Map(edit === undefined ? [] : [[field, edit]]),
	options: undefined,
});

describe('what finds a user, among the fields', () => {
	it.each([
		['Appenate', APPENATE_FIELDS, { email: 'Email', externalId: 'ExternalId' }],
		['Axero', AXERO_FIELDS, { email: 'Email', username: 'Username' }],
		['HighQ', HIGHQ_FIELDS, { email: 'email' }],
		['iSpring', ISPRING_FIELDS, { email: 'email', login: 'login' }],
	] as const)('has one field for each kind of key at %s', (_vendor, specs, fields) => {
		for (const [by, name] of Object.entries(fields)) expect(specs.filter(({ key }) => key === by).map((spec) => spec.name)).toEqual([name]);
	});

	it.each([
		['email', 'EMAIL'],
		['login', 'Login'],
	] as const)('is the same field in whatever capitals an account spells it: %s', (by, field) => {
		expect(
			attempt(() => keepingKey(wanted(by, 'ana@example.test', { set: 'bea@example.test' }, field), ISPRING_FIELDS, MATCH_BY)),
		).toMatchObject({
			kind: 'invalid',
			says: expect.stringContaining('differs from the value in Match By'),
		});
	});

	it.each([
		['email', 'ana@example.test', { set: 'ANA@example.test' }, 'Email'],
		['email', 'zo\u00eb@example.test', { set: 'zoe\u0308@example.test' }, 'Email'],
		['externalId', 'A-1', { set: 'A-1' }, 'ExternalId'],
		['externalId', 'A-1', undefined, 'ExternalId'],
		['id', '12', { set: 'ana@example.test' }, 'Email'],
	] as const)('may be given once more: %s %s as %j', (by, value, edit, field) => {
		const given = wanted(by, value, edit, field);

		expect(keepingKey(given, APPENATE_FIELDS, USER)).toBe(given);
	});

	it.each([
		[
			'email',
			'ana@example.test',
			{ set: 'sean@example.test' },
			'Email',
			'Email (sean@example.test) differs from the value in User (ana@example.test)',
		],
		['externalId', 'A-1', { set: 'a-1' }, 'ExternalId', 'External ID (a-1) differs from the value in User (A-1)'],
		['externalId', 'A-1', 'clear', 'ExternalId', 'External ID would be cleared, but User uses it to find the user (A-1)'],
	] as const)('can not be another: %s %s as %j', (by, value, edit, field, says) => {
		expect(attempt(() => keepingKey(wanted(by, value, edit, field), APPENATE_FIELDS, USER))).toMatchObject({ kind: 'invalid', says });
	});
});

describe('a login that finds a user, beside a userName of SCIM', () => {
	const person = (login: string, userName: string) => ({
		key: { by: 'login' as ISpringKey, value: login },
		edits: new Map([['userName', { set: userName }]]),
		options: SILENT,
	});
	const left = (login: string, userName: string) => attempt(() => keepingOwnKey(person(login, userName), MATCH_BY));

	it('is not replaced by an address that every identity provider sends', () => {
		expect(left('ana.silva', 'ana@example.test')).toMatchObject({ edits: new Map() });
	});

	it('is the same in other capitals', () => {
		expect(left('ana.silva', 'Ana.Silva')).toMatchObject({ edits: new Map([['login', { set: 'Ana.Silva' }]]) });
	});

	it.each([
		['ana.silva', 'ana.costa'],
		['ana@example.test', 'ana.costa@example.test'],
	])('can not be another: %s, %s', (login, userName) => {
		expect(left(login, userName)).toMatchObject({
			kind: 'invalid',
			says: `Login (${userName}) differs from the value in Match By (${login})`,
		});
	});
});
