import { failed } from '../shared/failure';

/**
 * The path of one organisation or user group, by its whole number. Anything else is kept back, because an
 * id like "7a" could be read as 7, and be deleted.
 * @throws FailureError `invalid`
 */
export function recordPath(many: string, id: string): string {
	if (/^\d+$/.test(id)) return `/${many}/${id}`;
	throw failed({
		kind: 'invalid',
		parameter: 'ID',
		says: `"${id}" is not an ID of HighQ's ${many}, which are whole numbers`,
		todo: 'Choose one from the list, or map its ID.',
	});
}
