import { eachItem } from '../../../shared/n8n/items';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { highqRequest } from '../../transport/request';
import { shownChange } from '../shownChange';
import { openHighQ } from '../user/common';
import { organisationId, organisationParameter, organisationsOf } from './common';

/** Archive and Disable: POST /organisations/<ID>/<call>, without a body. No page shows the way back. */
export function actOperation({ call, description }: Readonly<{ call: 'archive' | 'disable'; description: string }>): Operation {
	const shown = { resource: ['organisation'], operation: [call] };
	return {
		description: [organisationParameter(shown, description), optionsParameter(shown)],
		execute: async (context) => {
			const session = await openHighQ(context);
			const organisations = organisationsOf(highqRequest(session));
			return await eachItem(context, {
				session,
				read: (i) => ({ i, id: organisationId(context, i) }),
				work: async ({ i, id }) => shownChange({ context, session, i }, await organisations.act(id, call)),
			});
		},
	};
}
