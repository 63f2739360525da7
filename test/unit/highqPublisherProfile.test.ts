import { replacing, unknownProperties, withFields } from '../../nodes/HighQPublisher/user/merge';
import { HIGHQ_FIELDS, sameField, storedEdits, toProfile } from '../../nodes/HighQPublisher/user/profile';
import { recordIn, USER } from '../../nodes/HighQPublisher/wire/answers';
import { textAt } from '../../nodes/HighQPublisher/wire/paths';
import { WIRE_FORMATS, type Format } from '../../nodes/HighQPublisher/wire/request';
import { failureOf } from '../../nodes/shared/failure';
import { plainObject, type JsonObject } from '../../nodes/shared/json/json';
import type { FieldName, FieldValue } from '../../nodes/shared/provisioning/types';

const answer = (body: string) => ({ status: 200, statusText: '', headers: {}, body });
const read = (format: Format, body: string): JsonObject => {
	const document = WIRE_FORMATS[format].read(body);
	return recordIn({ kind: 'said', answer: answer(body), ...(document && { document }) }, USER);
};
const json = (user: string) => read('json', `{"user":${user}}`);
const xml = (inside: string) => read('xml', `<?xml version="1.0"?><user>${inside}</user>`);
const write = (format: Format, user: JsonObject) => WIRE_FORMATS[format].write({ user });
const stored = (name: FieldName, set: FieldValue) => storedEdits(new Map([[name, { set }]])).get(name);
const refusal = (run: () => unknown) => {
	try {
		return run();
	} catch (error) {
		return failureOf(error);
	}
};

/** The documented sample without its stray comma. */
const SAMPLE = `{"id":3,"name":{"firstname":"User","lastname":"Name","title":"Dr"},"externalid":"456","email":"user@domain.com","phone":"44156680000","jobtitle":"Senior Solution Architect","mobile":"441561510000","department":"Development","status":"active","organisation":{"orgname":"Organisation Pty Ltd","orgid":75,"orgaddressid":98},"location":{"addressline1":"New London House","addressline2":"6 London Street","city":"London","country":"United Kingdom","postcode":"EC3R 7LP"},"img":"http://blog.newrelic.com/wp-content/uploads/java-logo.jpg","sociallinks":{"link":{"name":"LinkedIn","value":"http://www.linkedin.com/in/user.name"}},"customlinks":{"link":{"name":"My Web","value":"http://www.mywebsite.com"}},"messaginglinks":{"link":{"name":"Skype","value":"user.name.skype"}},"secretaryname":"Secretary Name","secretarymail":"secretary@domain.com","bio":"Development manager","sourcetype":"AD","specialities":"java,dotNet"}`;

describe("HighQ's user object", () => {
	it('has a field for every member of the documented sample', () => {
		const profile = toProfile(json(SAMPLE));

		expect([...(profile?.fields.keys() ?? [])].sort()).toEqual(HIGHQ_FIELDS.map(({ name }) => name).sort());
		expect(profile?.id).toBe('3');
		expect(unknownProperties(json(SAMPLE))).toEqual([]);
	});

	it('is written as it was read, to the letter', () => {
		expect(write('json', json(SAMPLE))).toBe(`{"user":${SAMPLE}}`);
		expect(write('json', json('{"id":1,"x":12345678901234567890,"y":1.10,"z":[1E5,null,{"a":-0}]}'))).toBe(
			'{"user":{"id":1,"x":12345678901234567890,"y":1.10,"z":[1E5,null,{"a":-0}]}}',
		);
	});

	it('is written in XML as it was read, with unknown elements, attributes and blanks in texts', () => {
		const inside =
			'<id>3</id><bio> a &amp;amp; b\n </bio><groups kind="x &amp; y"><group>A</group><group/><group>B</group></groups><name><firstname>Ana</firstname></name>';

		expect(write('xml', xml(inside))).toBe(`<?xml version="1.0" encoding="UTF-8"?><user>${inside}</user>`);
	});

	it.each([
		['an attribute of a text, and of none', '<email kind="work">a@b.test</email><bio kind="x"/>'],
		['an attribute of a member with members', '<name lang="pt"><firstname>Ana</firstname></name>'],
		['a link that says all by attributes', '<links><link rel="self" href="https://x.test/?a=1&amp;b=2"/></links>'],
		['a list of texts, each with its own', '<group n="1">A</group><group>B</group><group n="3"/>'],
		['members of two names in turn', '<a>1</a><b>2</b><a>3</a><b/><a>5</a>'],
		['text between members', '<note>x<b>y</b></note>'],
		['a blank text', '<note>\n </note>'],
	])('in XML is written back with %s', (_what, inside) => {
		expect(write('xml', xml(inside))).toContain(`<user>${inside}</user>`);
	});

	it.each<[string, FieldName, FieldValue | null, string, string]>([
		['of the text', 'email', 'c@d.test', '<email kind="work">a@b.test</email>', '<email kind="work">c@d.test</email>'],
		['of an empty text', 'bio', 'x', '<bio k="1"/><n/>', '<bio k="1">x</bio><n/>'],
		['around it', 'lastname', 'Silva', '<name k="1"><lastname k="2"/></name>', '<name k="1"><lastname k="2">Silva</lastname></name>'],
		['of others', 'bio', null, '<x k="1"/><bio>y</bio><x k="2">z</x>', '<x k="1"/><bio/><x k="2">z</x>'],
		[
			'of the link that stays',
			'sociallinks',
			[
				{ name: 'Y', value: '3' },
				{ name: 'X', value: '1' },
			],
			'<sociallinks k="0"><link k="1"><name>X</name><value k="2">0</value><icon/></link></sociallinks>',
			'<sociallinks k="0"><link><name>Y</name><value>3</value></link><link k="1"><name>X</name><value k="2">1</value><icon/></link></sociallinks>',
		],
		[
			'that are its name and value',
			'customlinks',
			[{ name: 'X', value: '2' }],
			'<customlinks><link name="X" value="1" rel="r"/></customlinks>',
			'<customlinks><link name="X" value="2" rel="r"/></customlinks>',
		],
		['of a member that goes', 'sociallinks', null, '<a k="1"/><sociallinks k="0"/><a k="2"/>', '<a k="1"/><a k="2"/>'],
	])('in XML keeps the attributes %s when %s is set', (_what, name, value, before, after) => {
		expect(write('xml', withFields(xml(before), [[name, value]]))).toContain(`<user>${after}</user>`);
	});

	it('shows the same members in both formats', () => {
		const inside =
			'<id>3</id><name lang="pt"><firstname>Ana</firstname></name><links><link rel="self" href="h"/></links><group k="1">A</group><group>B</group>';

		expect(plainObject(xml(inside))).toEqual(
			plainObject(json('{"id":"3","name":{"firstname":"Ana"},"links":{"link":{"rel":"self","href":"h"}},"group":["A","B"]}')),
		);
	});

	it.each<[FieldName, FieldValue, string, string]>([
		['firstname', '0012', '{"name":{"firstname":"0012"}}', '<name><firstname>0012</firstname></name>'],
		['orgid', '75', '{"organisation":{"orgid":75}}', '<organisation><orgid>75</orgid></organisation>'],
		[
			'orgid',
			'12345678901234567890',
			'{"organisation":{"orgid":12345678901234567890}}',
			'<organisation><orgid>12345678901234567890</orgid></organisation>',
		],
		['orgid', '0075', '{"organisation":{"orgid":"0075"}}', '<organisation><orgid>0075</orgid></organisation>'],
		['postcode', '01001', '{"location":{"postcode":"01001"}}', '<location><postcode>01001</postcode></location>'],
		['externalid', '12', '{"externalid":"12"}', '<externalid>12</externalid>'],
		['specialities', ['tax', 'M&A'], '{"specialities":"tax,M&A"}', '<specialities>tax,M&amp;A</specialities>'],
		[
			'sociallinks',
			[{ name: 'X', value: '1' }],
			'{"sociallinks":{"link":{"name":"X","value":"1"}}}',
			'<sociallinks><link><name>X</name><value>1</value></link></sociallinks>',
		],
		[
			'sociallinks',
			[
				{ name: 'X', value: '1' },
				{ name: 'Y', value: '2' },
			],
			'{"sociallinks":{"link":[{"name":"X","value":"1"},{"name":"Y","value":"2"}]}}',
			'<sociallinks><link><name>X</name><value>1</value></link><link><name>Y</name><value>2</value></link></sociallinks>',
		],
	])('writes %s %j', (name, value, asJson, asXml) => {
		expect(write('json', withFields({}, [[name, value]]))).toBe(`{"user":${asJson}}`);
		expect(write('xml', withFields({}, [[name, value]]))).toContain(`<user>${asXml}</user>`);
	});

	it.each<[string, string, string]>([
		['null', '{"id":3,"name":null,"sociallinks":null,"specialities":null}', '<id>3</id><name/><sociallinks/><specialities/>'],
		['an empty text', '{"id":3,"name":"","sociallinks":"","specialities":""}', '<id>3</id><name></name><sociallinks> </sociallinks>'],
		['an empty list', '{"id":3,"sociallinks":{"link":[]}}', '<id>3</id>'],
	])('reads %s as no value, and can set one there', (_what, asJson, asXml) => {
		expect(toProfile(json(asJson))?.fields.size).toBe(0);
		expect(toProfile(xml(asXml))?.fields.size).toBe(0);
		expect(textAt(withFields(json(asJson), [['lastname', 'Żółć']]), ['name', 'lastname'])).toBe('Żółć');
		expect(textAt(withFields(xml(asXml), [['lastname', 'Żółć']]), ['name', 'lastname'])).toBe('Żółć');
	});

	it.each<[FieldName, FieldValue | null, FieldValue | null, boolean]>([
		['email', 'Ana@Example.test', 'ana@example.test', true],
		['status', 'Archived', 'archive', true],
		['status', 'DISABLE', 'disabled', true],
		['status', 'active', 'disable', false],
		['bio', '', null, true],
		['bio', 'Text', 'text', false],
		['phone', '0012', '12', false],
		['sociallinks', [{ name: 'X', value: '1' }], [{ value: '1', name: 'X' }], true],
		['sociallinks', [{ name: 'X', value: '1' }], null, false],
	])('%s: %j and %j mean the same: %s', (name, one, other, same) => {
		expect(sameField(name, one, other)).toBe(same);
	});
});

describe('what an item asks for', () => {
	const LINKEDIN = [{ name: 'LinkedIn', value: 'https://x' }];

	it.each<[string, FieldValue]>([
		['names and addresses', { LinkedIn: 'https://x' }],
		['a list of pairs', LINKEDIN],
		['one pair', { name: 'LinkedIn', value: 'https://x' }],
		['what HighQ answers with for one', { link: { name: 'LinkedIn', value: 'https://x' } }],
		['what HighQ answers with for several', { link: LINKEDIN }],
	])('takes links as %s', (_what, given) => {
		expect(stored('sociallinks', given)).toEqual({ set: LINKEDIN });
	});

	it('takes a link that is called "link"', () => {
		expect(stored('customlinks', { link: 'https://x' })).toEqual({ set: [{ name: 'link', value: 'https://x' }] });
	});

	it.each<[FieldName, FieldValue]>([
		['sociallinks', []],
		['sociallinks', {}],
		['specialities', []],
		['specialities', [' ']],
	])('leaves %s alone for %j', (name, given) => {
		expect(stored(name, given)).toBeUndefined();
	});

	it.each<[FieldName, FieldValue, string]>([
		['sociallinks', 'https://x', 'Social Links (JSON)'],
		['sociallinks', ['https://x'], 'Social Links (JSON)'],
		['customlinks', { Web: { href: 'x' } }, 'Custom Links (JSON)'],
		['customlinks', { Web: '' }, 'Custom Links (JSON)'],
		['messaginglinks', [{ name: '', value: 'x' }], 'Messaging Links (JSON)'],
		['specialities', ['a,b'], 'Specialties (List)'],
		['bio', { a: 1 }, 'Bio'],
	])('refuses %s %j', (name, given, parameter) => {
		expect(refusal(() => stored(name, given))).toMatchObject({ kind: 'invalid', parameter });
	});

	it('is the same when it is put into the stored spelling twice', () => {
		const once = storedEdits(
			new Map([
				['sociallinks', { set: { X: '1' } }],
				['specialities', { set: [' a ', 'b'] }],
			]),
		);

		expect(storedEdits(once)).toEqual(once);
	});

	it('clears every other field when the whole user is replaced', () => {
		const edits = replacing(new Map([['email', { set: 'a@b.test' }]]));

		expect(edits.size).toBe(HIGHQ_FIELDS.length);
		expect([...edits.values()].filter((edit) => edit === 'clear')).toHaveLength(HIGHQ_FIELDS.length - 1);
	});

	it('is refused when the whole user would be replaced by nothing', () => {
		expect(refusal(() => replacing(new Map()))).toMatchObject({ kind: 'invalid', parameter: 'Fields' });
	});
});
