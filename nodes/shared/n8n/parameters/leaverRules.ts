import type { IExecuteFunctions } from 'n8n-workflow';

import { failed } from '../../failure';
import { folded } from '../../provisioning/keys';
import type { LeaverRules } from '../../provisioning/leavers';
import type { FieldValue, Profile } from '../../provisioning/types';
import { booleanOf } from './booleans';
import { keyTexts } from '../../fields/keyText';
import { WHOLE_DIRECTORY } from './syncParameters';
import { toText } from '../../fields/values';

/**
 * Among whom leavers are looked for, and who is kept.
 * @param own what the vendor itself tells: administrators, the credential's own user
 * @throws FailureError `invalid` when anybody could be deactivated by accident
 */
export function leaverRules<Doc>(
	context: IExecuteFunctions,
	own: Readonly<{ whyProtected: (profile: Profile<Doc>) => string | undefined; emailOf: (profile: Profile<Doc>) => string | undefined }>,
): LeaverRules<Doc> {
	const then: unknown = context.getNodeParameter('leavers', 0, 'report');
	if (then !== 'report' && then !== 'deactivate' && then !== 'ignore')
		throw invalid('Users Not in the Input', `Users Not in the Input can't be "${String(then)}"`, 'Choose report, deactivate or ignore.');
	const conditions = conditionsOf(context);
	if (then === 'deactivate' && conditions.length === 0 && !booleanOf(context, 0, WHOLE_DIRECTORY)) {
		throw invalid(
			'Leavers Are Users Whose',
			'Leavers are to be deactivated, and nothing says among whom they are',
			'Add a condition under Leavers Are Users Whose, or switch Anybody May Be a Leaver on.',
		);
	}
	const kept = neverDeactivated(context);
	return {
		then,
		inScope: ({ fields }) => conditions.every(({ field, fits }) => fits(textOf(valueOf(fields, field)))),
		whyKept: (profile) => {
			const isNamed = [profile.id, own.emailOf(profile)].some((key) => key !== undefined && kept.has(folded(key)));
			return isNamed ? 'named under Never Deactivate' : own.whyProtected(profile);
		},
	};
}

/**
 * As {@link folded} keys.
 * @throws FailureError `invalid` for what can't be a key: it would protect nobody
 */
export function neverDeactivated(context: IExecuteFunctions): ReadonlySet<string> {
	const given: unknown = context.getNodeParameter('options.neverDeactivate', 0, '');
	return new Set(keyTexts('Never Deactivate', given).map(folded));
}

type Condition = Readonly<{ field: string; fits: (stored: string) => boolean }>;

function conditionsOf(context: IExecuteFunctions): readonly Condition[] {
	const rows: unknown = context.getNodeParameter('scope.condition', 0, []);
	return (Array.isArray(rows) ? rows : []).map((row: unknown): Condition => {
		const { field, comparison, value }: { field?: unknown; comparison?: unknown; value?: unknown } =
			typeof row === 'object' && row !== null ? row : {};
		const wanted = folded(toText('Leavers Are Users Whose', value ?? '').trim());
		if (typeof field !== 'string' || field.trim() === '' || wanted === '')
			throw invalid('Leavers Are Users Whose', 'A condition has no field or no value', 'Fill in both, or remove it.');
		return { field: field.trim(), fits: (stored) => (comparison === 'endsWith' ? stored.endsWith(wanted) : stored === wanted) };
	});
}

function valueOf(fields: Profile['fields'], wanted: string): FieldValue | undefined {
	return fields.get(wanted) ?? [...fields].find(([name]) => name.toLowerCase() === wanted.toLowerCase())?.[1];
}

function textOf(value: FieldValue | undefined): string {
	if (value === undefined) return '';
	return folded((typeof value === 'object' ? JSON.stringify(value) : String(value)).trim());
}

function invalid(parameter: string, says: string, todo: string) {
	return failed({ kind: 'invalid', parameter, says, todo });
}
