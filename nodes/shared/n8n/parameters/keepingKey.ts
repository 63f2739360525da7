import { failed } from '../../failure';
import { composed, folded } from '../../provisioning/keys';
import type { MatchBy, Wanted } from '../../provisioning/types';
import type { FieldSpec } from '../../fields/spec';
import { toText } from '../../fields/values';

/**
 * What an item of Create or Update or of Sync asks for, when the key under User is what the user will have. With
 * another value the next run would find nobody: it would create the user again, or take who was updated for a leaver.
 * Update looks the user up, writes by ID and creates nobody: there the key may change.
 * @param specs the vendor's fields; those with a `key` hold what people are found by
 * @throws FailureError `invalid` naming both values
 */
export function keepingKey<By extends MatchBy, Options>(wanted: Wanted<By, Options>, specs: readonly FieldSpec[]): Wanted<By, Options> {
	const { by, value } = wanted.key;
	const spec = specs.find(({ key }) => key === by);
	// Accounts spell the names of fields in different capitals.
	const edit = [...wanted.edits].find(([name]) => name.toLowerCase() === spec?.name.toLowerCase())?.[1];
	if (spec === undefined || edit === undefined) return wanted;
	const label = spec.label.replace(/ \(.*$/, '');
	const given = edit === 'clear' ? '' : toText(label, edit.set);
	// A vendor's own number counts to the letter; addresses and what people sign in with are the same in any capitals.
	const plain = by === 'externalId' ? composed : folded;
	if (plain(given) === plain(value)) return wanted;
	throw failed({
		kind: 'invalid',
		parameter: label,
		says:
			given === '' ? `${label} is to be cleared, and User finds by it (${value})` : `${label} (${given}) is not the one in User (${value})`,
		todo: 'The next run would find nobody. To change it, use Update, or give the new one under User and the former one under Further Keys.',
	});
}
