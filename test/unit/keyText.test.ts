import { failureOf, type Failure } from '../../nodes/shared/failure';
import { jsonBody } from '../../nodes/shared/json/json';
import { toFieldValue } from '../../nodes/shared/fields/edits';
import { isEmailAddress, keyText, keyTexts } from '../../nodes/shared/fields/keyText';
import { otherKeysOf, keyOfMode } from '../../nodes/shared/n8n/parameters/user';
import { toText } from '../../nodes/shared/fields/values';
import { AXERO_FIELDS, RULES as AXERO } from '../../nodes/Axero/user/profile';
import { APPENATE_FIELDS, RULES as APPENATE } from '../../nodes/Appenate/user/profile';
import { HIGHQ_FIELDS, RULES as HIGHQ } from '../../nodes/HighQPublisher/user/profile';
import { ISPRING_FIELDS } from '../../nodes/ISpringLearn/user/profile';
import { RULES as ISPRING } from '../../nodes/ISpringLearn/user/rules';
import { executionContext } from './executionContext';

const MODES = [
	{ by: 'email', label: 'By Email', placeholder: '' },
	{ by: 'login', label: 'By Login', placeholder: '' },
	{ by: 'externalId', label: 'By External ID', placeholder: '' },
	{ by: 'id', label: 'By ID', placeholder: '' },
] as const;

const refusal = (run: () => unknown): Failure | undefined => {
	try {
		run();
		return undefined;
	} catch (error) {
		return failureOf(error);
	}
};
const key = (by: string, value: unknown) => keyOfMode('User', { mode: by, value }, MODES);

/** By code point, so that nobody's editor takes them out. */
const UNSEEN = [
	0x00, 0x09, 0x0a, 0x1f, 0x7f, 0x85, 0xa0, 0xad, 0x034f, 0x061c, 0x115f, 0x1680, 0x17b4, 0x180e, 0x2003, 0x200b, 0x200c, 0x200d, 0x200e,
	0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x202f, 0x2060, 0x2063, 0x2066, 0x2069, 0x2800, 0x3000, 0x3164, 0xfe0f,
	0xfeff, 0xffa0, 0xfff9, 0xfffc, 0xfffd, 0xffff, 0x1d173, 0xe0001, 0xe0061,
];
const named = (point: number) => `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;

describe.each(UNSEEN)('a character that can not be seen, %i', (point) => {
	const character = String.fromCodePoint(point);

	it.each([
		['email', `ana.${character}silva@example.test`],
		['login', `ana.${character}silva`],
		['externalId', `00${character}12`],
		['id', `3${character}1`],
	])('is named and refused in a key, by %s', (by, value) => {
		expect(refusal(() => key(by, value))).toMatchObject({
			kind: 'invalid',
			parameter: 'User',
			says: expect.stringContaining(named(point)),
		});
	});
});

describe('a key', () => {
	it.each([0x200b, 0x200e, 0x202c, 0x2060, 0xad])('is not looked for with something unseen behind it: %i', (point) => {
		const failure = refusal(() => key('email', `ana.silva@example.test${String.fromCodePoint(point)}`));

		expect(failure?.says).toBe(`User has a character that can't be seen: ${named(point)}: "ana.silva@example.test[${named(point)}]"`);
		expect(failure?.todo).toContain(`.replace(/[\\u{${point.toString(16)}}]/gu, "")`);
	});

	it.each([' ', '\t', '\r\n', '\u00a0', '\u2003', '\u2028', '\u3000', '\ufeff', ' \r\u00a0'])(
		'comes without the white space around it: %j',
		(blank) => {
			expect(key('email', `${blank}ana.silva@example.test${blank}`).value).toBe('ana.silva@example.test');
			expect(key('login', `${blank}ana silva${blank}`).value).toBe('ana silva');
		},
	);

	it.each([
		['mailto:a@b.c', 'a@b.c'],
		['MAILTO:a@b.c', 'a@b.c'],
		['smtp:a@b.c', 'a@b.c'],
		['acct: a@b.c', 'a@b.c'],
		['Email: a@b.c', 'a@b.c'],
		['<a@b.c>', 'a@b.c'],
		['Ana Silva <a@b.c>', 'a@b.c'],
		['"a@b.c"', 'a@b.c'],
		["'a@b.c'", 'a@b.c'],
		["'a@b.c", 'a@b.c'],
		['“a@b.c”', 'a@b.c'],
		['„a@b.c“', 'a@b.c'],
		['«a@b.c»', 'a@b.c'],
		['(a@b.c)', 'a@b.c'],
		['[a@b.c]', 'a@b.c'],
		['a@b.c;', 'a@b.c'],
		['a@b.c,', 'a@b.c'],
		['a@b.c ;', 'a@b.c'],
		[';a@b.c', 'a@b.c'],
		['a@b.c.', 'a@b.c'],
		['=a@b.c', 'a@b.c'],
	])('stands alone, not %s', (text, alone) => {
		for (const by of ['email', 'login', 'externalId']) {
			const failure = refusal(() => key(by, text));
			expect({ by, failure }).toMatchObject({ by, failure: { kind: 'invalid', parameter: 'User' } });
			expect(failure?.says).toBe(`User takes only the value, ${alone}, not "${text}"`);
		}
	});

	it.each(['{"value":"a@b.c"}', '["a@b.c"]', '[{"type":"work","value":"a@b.c"}]', '{{ $json.email }}', '{}', '[12]'])(
		'is no document and no expression: %s',
		(text) => {
			for (const by of ['email', 'login', 'externalId', 'id']) expect(refusal(() => key(by, text))).toMatchObject({ kind: 'invalid' });
		},
	);

	it.each([
		'a@b',
		'a@b.c;d@e.f',
		'a@b.c,d@e.f',
		'a@b.c d@e.f',
		'a@b..c',
		'a@.c',
		'a@b.c?subject=x',
		'a@b.c/',
		'a@b.c>',
		'a b@c.d',
		'a"b@c.d',
		'@b.c',
		'a@',
		'a@@b.c',
		'a\\@b.c',
		'a@b.c!',
		'a@b。c',
		'https://b.c',
		'not an address',
	])('by email is an address: %s', (text) => {
		expect(refusal(() => key('email', text))).toMatchObject({ kind: 'invalid', parameter: 'User', says: expect.stringContaining(text) });
	});

	it.each([
		'ana.silva@example.test',
		"o'brien@example.test",
		'o’brien@example.test',
		'ana+intranet@sub.example.test',
		'a_b-c!#$%&*/=?^`{|}~@example.test',
		'jürgen.groß@münchen.example',
		'ju\u0308rgen@example.test',
		'用户@例え.テスト',
		'пользователь@пример.испытание',
		'χρήστης@παράδειγμα.δοκιμή',
		'ana@xn--mnchen-3ya.example',
		'ana@l·l.example',
		'ana@カー・ド.example',
		'ana@i❤.example',
		'ana@under_score.example',
		'1@2.co',
		'ana..silva@example.test',
	])('by email may be in any script: %s', (address) => {
		expect(key('email', address)).toEqual({ by: 'email', value: address });
		expect(isEmailAddress(address)).toBe(true);
	});

	it.each([
		'ana silva',
		'ana.silva jr.',
		'DOMAIN\\ana',
		'ana@corp',
		'0012',
		'A;1',
		'(12)',
		'{0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0}',
		"d'arc",
		'=12',
	])('of another kind may be any text that can be seen: %s', (value) => {
		expect(key('login', value).value).toBe(value);
		expect(key('externalId', value).value).toBe(value);
	});

	it('keeps the digits of a number, and is no object', () => {
		expect(key('externalId', 12).value).toBe('12');
		expect(refusal(() => key('email', { value: 'a@b.c' }))?.says).toBe('User takes text, not an object');
	});
});

describe('several keys in one parameter', () => {
	it('are taken apart, trimmed, and named once', () => {
		expect(keyTexts('Users', ' 31,\u00a0ana@example.test , 31,, ')).toEqual(['31', 'ana@example.test']);
		expect(keyTexts('Users', ['31\r', ' ', 'ana@example.test', 31])).toEqual(['31', 'ana@example.test']);
		expect(keyTexts('Users', '["31", "32"]')).toEqual(['31', '32']);
	});

	it.each(['31, ana@example.test\u200b', ['mailto:ana@example.test'], 'ana@example'])('are held to the same rules: %j', (given) => {
		expect(refusal(() => keyTexts('Never Deactivate', given))).toMatchObject({ kind: 'invalid', parameter: 'Never Deactivate' });
	});
});

describe('a further key', () => {
	const rows = (...values: unknown[]) =>
		executionContext({ items: 1, parameters: { 'options.alsoLookUpBy.key': values.map((value) => ({ by: 'email', value })) } }).context;

	it.each(['', ' ', '\t', '\u00a0', '\ufeff', '\r\n', null, undefined])('without a value is passed over: %j', (blank) => {
		expect(otherKeysOf(rows(blank, 'ana@example.test'), 0, MODES)).toEqual([{ by: 'email', value: 'ana@example.test' }]);
	});

	it('is held to the same rules', () => {
		expect(refusal(() => otherKeysOf(rows('ana@example.test\u200d'), 0, MODES))).toMatchObject({
			kind: 'invalid',
			parameter: 'Also Look Up By',
		});
	});
});

const FIELDS = [AXERO_FIELDS, APPENATE_FIELDS, HIGHQ_FIELDS, ISPRING_FIELDS].flat();
const KEY_FIELDS = FIELDS.filter(({ key: kind }) => kind !== undefined);
const TEXT_FIELDS = FIELDS.filter(({ key: kind, type }) => kind === undefined && type === 'text');
const sample = (kind: string | undefined) => (kind === 'email' ? 'ana.silva@example.test' : 'ana.silva');

describe('fields that people are found by or sign in with', () => {
	it('are those with an address, a login, a username or an external ID', () => {
		expect(KEY_FIELDS.map(({ name }) => name)).toEqual([
			'Email',
			'Username',
			'Email',
			'ExternalId',
			'LoginId',
			'email',
			'externalid',
			'login',
			'email',
		]);
	});

	it.each(KEY_FIELDS)('are trimmed like keys: $label', (spec) => {
		const value = sample(spec.key);
		for (const blank of [' ', '\u00a0', '\r', '\ufeff', '\u2028', '\t\n'])
			expect(toFieldValue(spec, blank + value + blank, 'utc')).toBe(value);
		expect(toFieldValue(spec, ' \u00a0\r', 'utc')).toBeUndefined();
	});

	it.each(KEY_FIELDS)('take nothing unseen and nothing around them: $label', (spec) => {
		const value = sample(spec.key);
		for (const text of [`${value}\u200b`, `mailto:${value}`, `${value};`, `<${value}>`, `{"value":"${value}"}`])
			expect({ text, failure: refusal(() => toFieldValue(spec, text, 'utc')) }).toMatchObject({
				text,
				failure: { kind: 'invalid', parameter: spec.label },
			});
	});

	it.each(TEXT_FIELDS)('are not all fields: other text stays to the letter: $label', (spec) => {
		for (const text of ['\ufeff x \u00a0\r', 'क\u094d\u200dष', 'می\u200cخواهم', '👩\u200d💻', 'a\u00adb', '<x>', 'x;', 'mailto:a@b.c'])
			expect(toFieldValue(spec, text, 'utc')).toBe(text);
	});

	it('count as an identity for the guard where people sign in with them', () => {
		const identities = ([rules, fields]: readonly [typeof AXERO, readonly (typeof FIELDS)[number][]]) =>
			fields.map(({ name }) => name).filter((name) => rules.isIdentity(name));

		expect(identities([AXERO, AXERO_FIELDS])).toEqual(['Email', 'Username']);
		expect(identities([APPENATE, APPENATE_FIELDS])).toEqual(['Email', 'LoginId']);
		expect(identities([HIGHQ, HIGHQ_FIELDS])).toEqual(['email']);
		expect(identities([ISPRING, ISPRING_FIELDS])).toEqual(['login', 'email']);
		expect(ISPRING.isIdentity('EMAIL')).toBe(true);
	});
});

describe('half a character', () => {
	const halves = ['\ud83d', 'Ana \ud83d', '\ude00x', 'a\ud83d\ud83d', '👩‍💻'.slice(0, 1), '\udbff', '\udfff'];

	it.each(halves)('is refused as a value, with the field named: %j', (text) => {
		expect(refusal(() => toText('Last Name', text))).toMatchObject({
			kind: 'invalid',
			parameter: 'Last Name',
			says: expect.stringMatching(
				/^Last Name ends in half a character \(U\+D[89A-F][0-9A-F]{2}, after \d+ characters?\), which can't be sent$/,
			),
		});
	});

	it.each(halves)('is refused in a key, a list and members too: %j', (text) => {
		for (const run of [
			() => key('login', text),
			() => keyTexts('Users', [text]),
			() => toFieldValue({ name: 'x', label: 'X', type: 'list' }, ['fine', text], 'utc'),
			() => toFieldValue({ name: 'x', label: 'X', type: 'list' }, `fine, ${text}`, 'utc'),
			() => toFieldValue({ name: 'x', label: 'X', type: 'json' }, { a: [{ b: text }] }, 'utc'),
			() => toFieldValue({ name: 'x', label: 'X', type: 'json' }, { [text]: 'b' }, 'utc'),
			() => toFieldValue({ name: 'x', label: 'X', type: 'json' }, JSON.stringify({ a: text }), 'utc'),
		])
			expect(refusal(run)).toMatchObject({ kind: 'invalid', says: expect.stringContaining('half a character') });
	});

	it('is refused again where a body is written, with the way to it', () => {
		expect(refusal(() => jsonBody({ user: { links: [{ name: 'x\ud83d' }] } }))?.says).toBe(
			"user.links.0.name ends in half a character (U+D83D, after 1 character), which can't be sent",
		);
		expect(refusal(() => jsonBody({ user: { 'x\ud83d': '' } }))).toMatchObject({ kind: 'invalid' });
	});

	it('is not what a whole emoji has', () => {
		expect(toText('Bio', '👩‍💻 🇩🇪 𝒳')).toBe('👩‍💻 🇩🇪 𝒳');
		expect(jsonBody({ a: '😀' })).toBe('{"a":"😀"}');
		expect(keyText('User', 'ana.😀', 'login')).toBe('ana.😀');
	});
});
