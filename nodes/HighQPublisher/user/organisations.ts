import type { JsonObject } from '../../shared/json/json';
import type { Reference } from '../../shared/provisioning/references';
import type { Edit, FieldEdits, Plan } from '../../shared/provisioning/types';
import type { UserOperation } from '../../shared/provisioning/userOperation';
import { ORGANISATION } from '../wire/answers';
import { highqFinder } from '../wire/finders';
import type { HighQRequest } from '../wire/request';
import type { HighQWrite } from './highqDirectory';

const [ID, NAME, ADDRESS] = ['orgid', 'orgname', 'orgaddressid'] as const;

type Asking = Readonly<{ edits: FieldEdits; options: HighQWrite }>;

export type NamedOrganisations = Readonly<{
	/** What the column Organisation takes besides IDs. */
	reference: Reference<JsonObject>;
	/** The same operation, in which somebody who moves to an organisation by its name is moved as a whole. */
	moving: <W extends Asking>(operation: UserOperation<W, JsonObject>) => UserOperation<W, JsonObject>;
}>;

/**
 * Organisations by name. A user shows the ID, the name and an address of the organisation; which of them HighQ goes by is
 * not documented (assumed: any). So a name that is looked up sets ID and name, and an address of another organisation is
 * left out, unless an item says otherwise.
 */
export function namedOrganisations(request: HighQRequest): NamedOrganisations {
	const { noun, isId, meant } = highqFinder(request, ORGANISATION);
	const names = new Map<string, string>();

	const nameIn = (edits: FieldEdits): string | undefined => {
		const edit = edits.get(ID);
		return edit !== undefined && edit !== 'clear' && typeof edit.set === 'string' ? names.get(edit.set) : undefined;
	};
	const withName = (edits: FieldEdits): FieldEdits => {
		const name = nameIn(edits);
		return name === undefined || edits.has(NAME) ? edits : new Map([...edits, [NAME, { set: name }]]);
	};

	return {
		reference: {
			field: ID,
			noun,
			takes: 'an ID or a name',
			isOwn: isId,
			hits: async (text) => {
				const found = await meant(text);
				for (const { id, name } of found) names.set(id, name);
				return found.map(({ id, name }) => ({ value: id, label: name }));
			},
		},
		moving: (operation) => ({
			...operation,
			plan: async (wanted) => {
				const plan = await operation.plan({ ...wanted, edits: withName(wanted.edits) });
				return nameIn(wanted.edits) === undefined ? plan : withoutOldAddress(plan);
			},
			write: async (plan, wanted) => {
				const { whole } = wanted.options;
				const id = wanted.edits.get(ID);
				if (!whole?.has(ID) || id === undefined) return await operation.write(plan, wanted);
				const resolved: ReadonlyMap<string, Edit> = new Map([...whole, [ID, id]]);
				return await operation.write(plan, { ...wanted, options: { ...wanted.options, whole: resolved } });
			},
		}),
	};
}

function withoutOldAddress(plan: Plan<JsonObject>): Plan<JsonObject> {
	if (plan.kind !== 'update') return plan;
	const { changes, current } = plan;
	const address = current.fields.get(ADDRESS);
	const moves = changes.some(({ field }) => field === ID) && !changes.some(({ field }) => field === ADDRESS);
	if (!moves || address === undefined) return plan;
	return { ...plan, changes: [...changes, { field: ADDRESS, from: address, to: null }] };
}
