import fc from 'fast-check';

const blanks = fc.constantFrom('', '', '', ' ', '\n', '\t', '\r\n ');
const NUMBERS = [
	'0',
	'-0',
	'12',
	'0012'.slice(2),
	'1.10',
	'1E5',
	'1e-7',
	'-1.5e+300',
	'1e400',
	'12345678901234567890',
	'9007199254740993',
	'0.1',
	'100000000000000000000000',
];
const number = fc.oneof(fc.constantFrom(...NUMBERS), fc.integer().map(String), fc.bigInt().map(String));

const PIECES = [
	'a',
	'0012',
	'"',
	'\\',
	'/',
	'\b',
	'\n',
	'\r',
	'\t',
	'\u0000',
	'\u001f',
	'\u007f',
	'\u2028',
	'Ł',
	'张',
	'🧭',
	'\ud800',
	'\udc00',
	'{',
	'}',
	'[',
	']',
	':',
	',',
	'</script>',
	'\ufeff',
];
const text = fc.oneof(
	{ weight: 4, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 4 }).map((pieces) => pieces.join('')) },
	{ weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) },
);
/** A string as some writer may write it: as `JSON.stringify` does, or every unit escaped. */
const written = (given: string, escaped: boolean): string =>
	escaped
		? `"${Array.from({ length: given.length }, (_, i) => `\\u${given.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')}"`
		: JSON.stringify(given);
const string = fc.tuple(text, fc.constantFrom(false, false, false, true)).map(([given, escaped]) => written(given, escaped));

const NAMES = [
	'a',
	'b',
	'c',
	'Email',
	'ID',
	'',
	'0',
	'10',
	'toString',
	'constructor',
	'prototype',
	'toJSON',
	'isLosslessNumber',
	'value',
	'length',
	'ResponseData',
];
const name = fc
	.tuple(
		fc.oneof(
			{ weight: 30, arbitrary: fc.constantFrom(...NAMES) },
			{ weight: 10, arbitrary: text },
			{ weight: 1, arbitrary: fc.constant('__proto__') },
		),
		fc.constantFrom(false, false, true),
	)
	.map(([given, escaped]) => written(given, escaped));

/** JSON texts: any value, with blanks, escapes, members twice and mischievous names. */
export const { json } = fc.letrec<{ json: string; value: string }>((tie) => ({
	json: fc.tuple(blanks, tie('value'), blanks).map((parts) => parts.join('')),
	value: fc.oneof(
		{ maxDepth: 5, depthSize: 'small' },
		fc.constantFrom('null', 'true', 'false'),
		number,
		string,
		fc.array(tie('json'), { maxLength: 4 }).map((entries) => `[${entries.join(',')}]`),
		fc
			.array(fc.tuple(blanks, name, blanks, tie('json')), { maxLength: 5 })
			.map((members) => `{${members.map(([left, key, right, value]) => `${left}${key}${right}:${value}`).join(',')}}`),
	),
}));

const TOKENS = [
	'{',
	'}',
	'[',
	']',
	'"',
	':',
	',',
	'\\',
	'\\u12',
	'\\x',
	'-',
	'.',
	'e',
	'0',
	'1',
	'nul',
	'NaN',
	'Infinity',
	'//',
	"'",
	'\u0000',
	'\ufeff',
	'\u00a0',
	'\n',
	',]',
	',}',
	'{}',
	'"a":1,',
	'undefined',
	'+1',
	'01',
	'.5',
	'5.',
];

/** The same with some places overwritten; most are no JSON any more. */
export const mutatedJson: fc.Arbitrary<string> = fc
	.tuple(json, fc.array(fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.constantFrom('', ...TOKENS)), { minLength: 1, maxLength: 2 }))
	.map(([given, changes]) =>
		changes.reduce(
			(sum, [at, drop, token]) => sum.slice(0, at % (sum.length + 1)) + token + sum.slice((at % (sum.length + 1)) + drop),
			given,
		),
	);
