import { failureOf } from '../shared/failure';
import type { Change, FieldName, Profile, Written } from '../shared/provisioning/types';
import { detailsOf } from './details';
import { sameLabel, SECRET_LABELS, type AxeroUser } from './profile';
import type { AxeroRequest } from './transport/request';

/**
 * Looks after a write what Axero made of it. Axero does not document the details, so whatever goes wrong
 * here is a warning: the write itself was accepted.
 * @param id empty when Axero did not tell it
 */
export async function readBack(
	request: AxeroRequest,
	{ id, what, changes }: Readonly<{ id: string; what: string; changes: readonly Change[] }>,
): Promise<Written<AxeroUser>> {
	if (id === '') return { id, warnings: [notSeen(what, 'it did not tell the ID')] };
	try {
		const after = await detailsOf(request, id);
		return { id, record: after.record, warnings: notTaken(after, what, changes) };
	} catch (error) {
		return { id, warnings: [notSeen(what, failureOf(error).says)] };
	}
}

/** What nobody has looked at and is not documented. */
export function unsure(changes: readonly Change[]): readonly string[] {
	const emptied = changes.filter(({ to }) => to === null).map(({ field }) => field);
	return emptied.length === 0
		? []
		: [
				`Axero does not document how a field is emptied: an empty text was sent for ${emptied.join(', ')}. The option Verify looks whether it took.`,
			];
}

function notTaken({ fields }: Profile<AxeroUser>, what: string, changes: readonly Change[]): readonly string[] {
	const seen = changes.filter(({ field }) => !SECRET_LABELS.has(field));
	const hidden = seen.filter(({ field, to }) => !fields.has(field) && to !== null && to !== '');
	const other = seen.filter((change) => !hidden.includes(change) && !sameLabel(change.field, fields.get(change.field) ?? null, change.to));
	return [
		...warning(other, (labels) => `Axero accepted the ${what}, but shows another value than the one sent: ${labels}`),
		...warning(hidden, (labels) => `Axero accepted the ${what}, but its details do not show: ${labels}`),
	];
}

function warning(changes: readonly Change[], says: (labels: FieldName) => string): readonly string[] {
	return changes.length === 0 ? [] : [says(changes.map(({ field }) => field).join(', '))];
}

function notSeen(what: string, why: string): string {
	return `Axero accepted the ${what}, but the user could not be read afterwards: ${why}`;
}
