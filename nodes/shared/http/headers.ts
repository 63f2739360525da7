import { invalid } from '../failure';
import { codePoint } from '../words';

const UNCARRIED = /[^\x20-\x7e]/u;

/**
 * Refuses a header value that would not arrive as it is. The platform's HTTP client deletes characters
 * outside Latin-1 and line breaks without a word and trims the ends, so only printable ASCII without
 * blanks at the ends passes (RFC 9110, section 5.5).
 * @param label what the value is, in the words of the editor; the value itself is never shown
 * @throws FailureError `invalid`
 */
export function assertHeader(label: string, value: string): string {
	const odd = UNCARRIED.exec(value);
	if (odd) {
		const where = `${codePoint(odd[0])} at position ${odd.index + 1}`;
		throw invalid(
			label,
			`${label} has a character that is not allowed in an HTTP header (${where})`,
			'Use only plain ASCII letters, digits and punctuation, or an API that sends this value in the body.',
		);
	}
	if (value !== value.trim())
		throw invalid(label, `${label} starts or ends with a space, which an HTTP header does not keep`, 'Remove the space.');
	return value;
}
