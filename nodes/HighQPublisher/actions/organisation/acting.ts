import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { recordGuard, recordOptions } from '../../../shared/n8n/recordLimits';
import { writeRecords } from '../../../shared/n8n/recordWrites';
import { describedRecord } from '../../records';
import { shownChange } from '../hints';
import { organisationId, organisationParameter, ORGANISATIONS_OFF, openOrganisations } from './common';

type Asked = Readonly<{ i: number; id: string }>;

const guard = recordGuard(ORGANISATIONS_OFF, ({ id }: Asked) => id);

/** Archive and Disable: POST /organisations/<ID>/<call>, without a body. No page shows the way back. */
function actOperation({ call, description }: Readonly<{ call: 'archive' | 'disable'; description: string }>): Operation {
	const shown = { resource: ['organisation'], operation: [call] };
	return {
		description: [organisationParameter(shown, description), optionsParameter(shown, recordOptions(guard))],
		execute: async (context) => {
			const { session, organisations } = await openOrganisations(context);
			return await writeRecords(context, {
				session,
				guard,
				read: (i) => ({ i, id: organisationId(context, i) }),
				planned: ({ id }) => ({ action: call, id }),
				described: async ({ id }) => describedRecord(await organisations.read(id)),
				work: async ({ i, id }) => shownChange({ context, session, i }, await organisations.act(id, call)),
			});
		},
	};
}

export const archive = actOperation({ call: 'archive', description: 'The organisation to archive' });

export const disable = actOperation({ call: 'disable', description: 'The organisation to disable' });
