import { failed } from '../../failure';
import { toText } from '../../fields/values';

/**
 * The name of a group, department, organisation or folder, to the letter: blanks around it are part of it.
 * @returns the empty text when none is given
 * @throws FailureError `invalid` when nothing but blanks stands in it
 */
export function nameIn(label: string, given: unknown): string {
	const name = given === undefined || given === null ? '' : toText(label, given);
	if (name !== '' && name.trim() === '') throw empty(label, 'Give a name that can be read, or none at all to leave it as it is.');
	return name;
}

/**
 * {@link nameIn} for what can't be without one.
 * @throws FailureError `invalid` also when none is given
 */
export function someName(label: string, given: unknown): string {
	const name = given === undefined || given === null ? '' : toText(label, given);
	if (name.trim() === '') throw empty(label, 'Map a name for every item.');
	return name;
}

function empty(parameter: string, todo: string) {
	return failed({ kind: 'invalid', parameter, says: `${parameter} is empty`, todo });
}
