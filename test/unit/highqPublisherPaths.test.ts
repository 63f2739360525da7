import { differences, withValue } from '../../nodes/HighQPublisher/wire/paths';
import { isJsonObject, parseJson, type JsonObject } from '../../nodes/shared/json/json';

function record(text: string): JsonObject {
	const value = parseJson(text);
	if (!isJsonObject(value)) throw new Error(`${text} is no record`);
	return value;
}

describe('what differs between two records', () => {
	it.each([
		['nothing', '{"a":{"b":1.10,"c":[1,"x"],"d":null},"e":true}', '{"a":{"b":1.10,"c":[1,"x"],"d":null},"e":true}', []],
		['a text, deep inside', '{"a":{"b":"x","c":"y"}}', '{"a":{"b":"z","c":"y"}}', ['a.b']],
		['a number', '{"a":5}', '{"a":6}', ['a']],
		['the spelling of a number', '{"a":1.10}', '{"a":1.1}', ['a']],
		[
			'a number and a text, where items show both alike',
			'{"a":12345678901234567890,"b":1.10}',
			'{"a":"12345678901234567890","b":"1.10"}',
			[],
		],
		['a number and a text, where items show them apart', '{"a":5}', '{"a":"5"}', ['a']],
		['a choice', '{"a":true}', '{"a":false}', ['a']],
		['nothing and an empty text', '{"a":null,"b":""}', '{"a":"","b":null}', ['a', 'b']],
		['a property that only one has', '{"a":1,"b":2}', '{"b":2,"c":3}', ['a', 'c']],
		['a list', '{"a":[1,2]}', '{"a":[2,1]}', ['a']],
		['an object and a text', '{"a":{"b":1}}', '{"a":"x"}', ['a']],
	])('%s', (_what, one, other, paths) => {
		expect(differences(record(one), record(other))).toEqual(paths);
	});
});

describe('a record with another value', () => {
	it('keeps everything else as it is', () => {
		const before = record('{"a":{"b":1,"c":2},"d":3}');

		expect(withValue(before, ['a', 'b'], 'x')).toEqual(record('{"a":{"b":"x","c":2},"d":3}'));
		expect(before).toEqual(record('{"a":{"b":1,"c":2},"d":3}'));
	});

	it('is without the property where there is none, also when it was not there', () => {
		expect(Object.keys(withValue(record('{"a":1,"link":"x"}'), ['link'], undefined))).toEqual(['a']);
		expect(Object.keys(withValue(record('{"a":1}'), ['link'], undefined))).toEqual(['a']);
	});
});
