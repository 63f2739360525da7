import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { ListEnd } from '../../http/pages';
import { booleanOf } from '../parameters/readings';
import { assertComplete } from '../parameters/incompleteLists';
import { hint } from './hints';
import { eachItem } from './items';
import type { ShownFor } from '../parameters/options';
import { formOf, type Forms } from '../parameters/output';
import type { Session } from '../session/session';

const RETURN_ALL: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

/** The parameters "Return All" and "Limit". */
export function manyParameters(show: ShownFor): INodeProperties[] {
	return [
		{ ...RETURN_ALL, displayOptions: { show } },
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			displayOptions: { show: { ...show, returnAll: [false] } },
			description: 'Max number of results to return',
		},
	];
}

/** The collection "Filters". */
export function filtersParameter(
	show: Readonly<Record<string, string[]>>,
	options: INodeProperties[],
	description?: string,
): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: { show },
		options,
		...(description === undefined ? {} : { description }),
	};
}

type Many<Row> = Forms<Row> &
	Readonly<{
		session: Session;
		/** Reads what item `i` filters by; the rows that fit are read page by page when it is called, see `rowsOf`. */
		rows: (i: number) => () => AsyncGenerator<Row, ListEnd>;
	}>;

/**
 * Every operation Get Many: the rows of each item's filters, paired with it. A list that may lack rows is an error of the
 * item, unless the user takes it as it is; rows that were left out are told of.
 */
export async function getMany<Row>(context: IExecuteFunctions, { session, rows, ...forms }: Many<Row>): Promise<INodeExecutionData[]> {
	return await eachItem(context, {
		session,
		read: (i) => ({ i, listRows: rows(i), most: mostOf(context, i), form: formOf(context, i, forms) }),
		work: async ({ i, listRows, most, form }) => {
			const found: IDataObject[] = [];
			const list = listRows();
			for (let next = await list.next(); ; next = await list.next()) {
				if (next.done) {
					if (!next.value.complete) {
						assertComplete(context, next.value);
						const why = session.scrub(next.value.why);
						hint(context, 'warning', `The list of item ${i} may be incomplete: ${why}. Run it again when no one is making changes.`);
					}
					return found;
				}
				found.push(form(next.value));
				if (found.length >= most) return found;
			}
		},
	});
}

/** @throws FailureError `invalid` for what is neither true nor false */
export function returnsAll(context: IExecuteFunctions, i: number): boolean {
	return booleanOf(context, i, RETURN_ALL);
}

function mostOf(context: IExecuteFunctions, i: number): number {
	if (returnsAll(context, i)) return Number.POSITIVE_INFINITY;
	return Number(context.getNodeParameter('limit', i, 50));
}
