import { failureOf } from '../../nodes/shared/failure';
import { assertHeader } from '../../nodes/shared/http/headers';

const refusal = (value: string) => {
	try {
		return assertHeader('Password', value);
	} catch (error) {
		return failureOf(error);
	}
};

describe('a header value', () => {
	it.each(['s3cret', 'a b', '~!@#$%^&*()', '<fields><a>1</a></fields>', ''])('passes as it is: %s', (value) => {
		expect(assertHeader('Password', value)).toBe(value);
	});

	it.each(['pa😀ss', 'Łódź', 'Иван', 'Müller', 'a\r\nX-Evil: 1', 'a\0b', 'tab\there', ' leading', 'trailing '])(
		'is refused when it would not arrive: %j',
		(value) => {
			expect(refusal(value)).toMatchObject({ kind: 'invalid', parameter: 'Password' });
		},
	);

	it('says what is wrong, and what to do', () => {
		expect(refusal('a\nb')).toEqual({
			kind: 'invalid',
			parameter: 'Password',
			says: 'Password has a character that is not allowed in an HTTP header (U+000A at position 2)',
			todo: 'Use only plain ASCII letters, digits and punctuation, or an API that sends this value in the body.',
		});
		expect(refusal('a ')).toEqual({
			kind: 'invalid',
			parameter: 'Password',
			says: 'Password starts or ends with a space, which an HTTP header does not keep',
			todo: 'Remove the space.',
		});
	});

	it('is never shown in the refusal', () => {
		expect(JSON.stringify(refusal('hunter2😀'))).not.toContain('hunter2');
	});

	it('names the first character that cannot be carried and where it stands', () => {
		expect(refusal('abcŁ')).toMatchObject({ says: expect.stringContaining('U+0141 at position 4') });
	});
});
