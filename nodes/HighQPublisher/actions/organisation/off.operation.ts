import { toTexts } from '../../../shared/fields/values';
import type { Operation } from '../../../shared/n8n/run/operations';
import { optionsParameter } from '../../../shared/n8n/parameters/options';
import type { RecordLimit } from '../../../shared/n8n/parameters/writeOptions';
import { recordGuard, recordOptions } from '../../../shared/n8n/run/recordGuard';
import { writeRecords } from '../../../shared/n8n/run/recordWrites';
import { ORGANISATION } from '../../wire/answers';
import { describedRecord } from '../../recordStore';
import { bulkOperation } from '../bulk.operation';
import { ORGANISATIONS, shownChange } from '../organisationsAndGroups';

/** What keeps the users of a whole organisation out counts alike, whatever HighQ calls it. */
export const ORGANISATIONS_OFF: RecordLimit = {
	displayName: 'Max Organisations to Disable or Archive',
	name: 'maxOrganisationsOff',
	default: 3,
	description:
		'How many organisations may lose access in one execution. When it would be more, nothing is written and the error says how many.',
	one: 'organisation',
	many: 'organisations',
	would: 'lose access',
};

const guard = recordGuard(ORGANISATIONS_OFF, ({ id }: Readonly<{ i: number; id: string }>) => id);

/** Archive and Disable: POST /organisations/<ID>/<call>, without a body. No page shows the way back. */
function actOperation({ call, description }: Readonly<{ call: 'archive' | 'disable'; description: string }>): Operation {
	const shown = { resource: ['organisation'], operation: [call] };
	return {
		description: [ORGANISATIONS.parameter(shown, description), optionsParameter(shown, recordOptions(guard))],
		execute: async (context) => {
			const { session, records: organisations } = await ORGANISATIONS.open(context);
			return await writeRecords(context, {
				session,
				guard,
				read: (i) => ({ i, id: ORGANISATIONS.keyOf(context, i) }),
				planned: ({ id }) => ({ action: call, id }),
				described: async ({ id }) => describedRecord(await organisations.read(id)),
				work: async ({ i, id }) => shownChange({ context, session, i }, await organisations.act(id, call)),
			});
		},
	};
}

export const archive = actOperation({ call: 'archive', description: 'The organisation to archive' });

export const disable = actOperation({ call: 'disable', description: 'The organisation to disable' });

/** POST /organisations/disable. Source: "Bulk Disable Organisations"; ids are texts there, and stand beside names. */
export const disableMany = bulkOperation({
	resource: 'organisation',
	operation: 'disableMany',
	keys: {
		displayName: 'Organisations',
		name: 'organisations',
		placeholder: 'e.g. 75, Firm LLP',
		description: 'IDs and names of the organisations to disable, separated by commas, or a list for names with a comma',
	},
	read: idsAndNames,
	limit: ORGANISATIONS_OFF,
	action: 'disable',
	names: ORGANISATION,
	call: 'disable',
	repeats: false,
	todo: 'Check Organisations.',
});

/** Where names stand beside IDs, a list gives them to the letter. */
function idsAndNames(label: string, given: unknown): readonly string[] {
	const all = toTexts(label, given).map((one) => (/^\s*\d*\s*$/.test(one) ? one.trim() : one));
	return [...new Set(all.filter((one) => one !== ''))];
}
