import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { failed, invalid } from '../../shared/failure';
import { keyTexts } from '../../shared/fields/keyText';
import { plainObject } from '../../shared/json/json';
import { optionsParameter, type ShownFor } from '../../shared/n8n/parameters/options';
import { usersLimit, type RecordLimit } from '../../shared/n8n/parameters/writeOptions';
import { hint } from '../../shared/n8n/run/hints';
import type { Operation } from '../../shared/n8n/run/operations';
import { listGuard } from '../../shared/n8n/run/recordGuard';
import { recordOperation } from '../../shared/n8n/run/recordOperations';
import { rowsIn, USER, type Names } from '../wire/answers';
import { formatOption, openHighQ } from './open';

type Bulk = Readonly<{
	resource: string;
	operation: string;
	/** The parameter that takes the keys. */
	keys: Pick<INodeProperties, 'displayName' | 'name' | 'placeholder' | 'description'>;
	read: (label: string, given: unknown) => readonly string[];
	below?: (show: ShownFor) => INodeProperties[];
	requests?: readonly INodeProperties[];
	limit: RecordLimit;
	/** What a preview calls it. */
	action: string;
	names: Names;
	call: 'activate' | 'disable';
	/** Whether it can be sent twice without harm. */
	repeats: boolean;
	/** What helps when one is not there. */
	todo: string;
}>;

/**
 * One call for many records in one request; the summaries that HighQ answers with come out.
 * Source: the bulk pages, since 5.0. The sample of users is no JSON; the body is as organisations have it.
 */
export function bulkOperation({ resource, operation, keys: parameter, read, below, requests = [], limit, ...bulk }: Bulk): Operation {
	const { action, names, call, repeats, todo } = bulk;
	const { displayName, name } = parameter;
	const place = {
		resource,
		open: async (context: IExecuteFunctions) => ({ context, ...(await openHighQ(context)) }),
		options: optionsParameter,
	};
	return recordOperation(place, {
		operation,
		parameters: (show) => [
			{ ...parameter, type: 'string', required: true, default: '', displayOptions: { show } },
			...(below?.(show) ?? []),
		],
		requests,
		guard: listGuard(limit),
		read: (context, i) => ({ keys: bulkKeys(context, i, { displayName, name, read }) }),
		planned: ({ keys }) => ({ action, [name]: [...keys] }),
		work: async ({ keys }, { context, request }, i) => {
			const body = { [names.many]: { [names.one]: [...keys] } };
			const answer = await request({ method: 'POST', path: `/${names.many}/${call}`, body, repeats });
			if (answer.kind === 'nobody') throw failed({ kind: 'notFound', says: answer.says, todo });
			const { rows } = rowsIn(answer, names);
			// What HighQ does when only some can be changed is not documented; the numbers at least must agree.
			if (rows.length < keys.length) itemHint(context, i, missing(keys.length, rows.length));
			return rows.map(plainObject);
		},
	});
}

function missing(asked: number, answered: number): string {
	return `HighQ was asked to change ${asked} and answered with ${answered}. Check the users that are missing from the answer.`;
}

type KeysParameter = Readonly<{ displayName: string; name: string; read?: Bulk['read'] }>;

/**
 * What a parameter that takes several keys holds for item `i`: separated by commas, or a list. Each comes once.
 * @throws FailureError `invalid` when it is empty
 */
export function bulkKeys(context: IExecuteFunctions, i: number, { displayName, name, read = keyTexts }: KeysParameter): readonly string[] {
	const keys = read(displayName, context.getNodeParameter(name, i));
	if (keys.length > 0) return keys;
	throw invalid(displayName, `${displayName} is empty`, 'Enter at least one.');
}

/** A warning of one item beside the output. */
export function itemHint(context: IExecuteFunctions, i: number, says: string): void {
	hint(context, 'warning', `Item ${i}: ${says}.`);
}

const NOTICE = 'Try this with two users first: HighQ does not document what happens if one of them does not exist.';

function manyUsers({ operation, description, call }: Readonly<{ operation: string; description: string; call: Bulk['call'] }>): Operation {
	return bulkOperation({
		resource: 'user',
		operation,
		keys: { displayName: 'Users', name: 'users', placeholder: 'e.g. ana@example.com, 31', description },
		read: (label, given) => keyTexts(label, given),
		below: (show) => [{ displayName: NOTICE, name: 'bulkNotice', type: 'notice', default: '', displayOptions: { show } }],
		requests: [formatOption],
		limit: usersLimit(call === 'disable' ? 'deactivations' : 'changes'),
		action: call === 'disable' ? 'deactivate' : call,
		names: USER,
		call,
		repeats: true,
		todo: 'One of the Users does not exist. HighQ may have changed the others: check them before you run this again.',
	});
}

/** POST /users/activate. */
export const activateMany = manyUsers({
	operation: 'activateMany',
	description: 'Comma-separated list of IDs or email addresses of the users to activate',
	call: 'activate',
});

/** POST /users/disable. */
export const deactivateMany = manyUsers({
	operation: 'deactivateMany',
	description: 'Comma-separated list of IDs or email addresses of the users to deactivate',
	call: 'disable',
});
