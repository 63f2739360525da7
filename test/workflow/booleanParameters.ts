import type { IDataObject, INodeParameters, INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { operationsOf, panelOf } from '../panelOf';
import type { Sandbox } from '../sandbox';
import { UNITS } from '../sandbox/ispring/people';
import { runNode, type NodeResult } from './engine';
import { ANA, userId } from './ispringRun';
import { RECORD_WAYS } from './recordWays';
import { WAYS, type Way } from './ways';
import { onlyOffered, who } from './offered';

/** One parameter of the type boolean, where it stands. */
export type Place = Readonly<{
	way: Way;
	resource: string;
	operation: string;
	name: string;
	label: string;
	/** The collection that it stands in. */
	within?: string;
	/** Whether it takes a fixed value only, as some do that hold for the execution; fixed text comes with a workflow that a program wrote. */
	isFixed: boolean;
	title: string;
}>;

const VENDORS = ['Axero', 'Appenate (JSON)', 'HighQ Publisher (JSON)', 'iSpring Learn (REST, account)'].map((title) => {
	const way = WAYS.find((one) => one.title === title);
	if (!way) throw new Error(`There is no way ${title}`);
	return way;
});

/** Every one, as the nodes' own descriptions have them. */
export const PLACES: readonly Place[] = VENDORS.flatMap((way) => {
	const node = way.node();
	const places = operationsOf(node).flatMap(([resource, operation]) =>
		panelOf(node, resource, operation)
			.filter((property) => isOffered(property, panelOf(node, resource, operation)))
			.flatMap((property) => placesIn(property, { way, resource, operation })),
	);
	return [...new Map(places.map((place) => [place.title, place])).values()];
});

function placesIn(
	property: INodeProperties,
	{ way, resource, operation }: Pick<Place, 'way' | 'resource' | 'operation'>,
): readonly Place[] {
	return booleansIn(property).map(({ parameter: { name, displayName, noDataExpression = false }, within }) => ({
		...{ way, resource, operation, name, label: displayName, isFixed: noDataExpression },
		...(within === undefined ? {} : { within }),
		title: `${way.title}: ${resource} ${operation}, ${within === undefined ? '' : `${within}.`}${name}`,
	}));
}

type Found = Readonly<{ parameter: INodeProperties; within?: string }>;

/** The property itself, or those in a collection and in the groups of one. */
function booleansIn(property: INodeProperties, within?: string): readonly Found[] {
	if (property.type === 'boolean') return [{ parameter: property, ...(within === undefined ? {} : { within }) }];
	const path = within === undefined ? property.name : `${within}.${property.name}`;
	const inner = property.options ?? [];
	if (property.type === 'collection') return inner.filter(isProperty).flatMap((one) => booleansIn(one, path));
	if (property.type !== 'fixedCollection' || property.typeOptions?.multipleValues === true) return [];
	return inner.filter(isGroup).flatMap(({ name, values }) => values.flatMap((one) => booleansIn(one, `${path}.${name}`)));
}

function isProperty(option: INodePropertyOptions | INodeProperties | INodePropertyCollection): option is INodeProperties {
	return 'type' in option;
}

function isGroup(option: INodePropertyOptions | INodeProperties | INodePropertyCollection): option is INodePropertyCollection {
	return 'values' in option;
}

/** Whether what shows a parameter can be chosen: leavers that a vendor can't deactivate are no choice. */
function isOffered({ displayOptions }: INodeProperties, siblings: readonly INodeProperties[]): boolean {
	const { resource: _resource, operation: _operation, api, ...others } = displayOptions?.show ?? {};
	if (api !== undefined && !api.includes('rest')) return false;
	return Object.entries(others).every(([name, values]) =>
		siblings.some((one) => one.name === name && (one.options ?? []).some((option) => 'value' in option && option.value === values?.[0])),
	);
}

/** A run of the operation that the parameter belongs to, with this value for it, in a sandbox that is as new. */
export async function runWith(
	sandbox: Sandbox,
	{ way, resource, operation, name, within, isFixed }: Place,
	given: unknown,
): Promise<NodeResult> {
	const known = RECORD_WAYS.find(
		(one) => way.title.startsWith(one.vendor) && one.resource === resource && one.operation === operation && one.api === undefined,
	);
	const own = known?.parameters(sandbox) ?? usual(way, { operation, name });
	known?.prepare?.(sandbox);
	if (operation === 'activate') sandbox.edit('appenate', ANA, (ana) => void (ana.Status = 'Inactive'));
	const written = { [name]: isFixed ? given : '={{ $json.given }}' };
	const [collection, ...groups] = within?.split('.') ?? [];
	const inGroups = groups.reduceRight<object>((inner, group) => ({ [group]: inner }), written);
	const placed = collection === undefined ? written : { [collection]: { ...Object(own[collection]), ...inGroups } };
	const node = way.node();
	const all = { ...way.protocol, resource, operation, limit: 1, ...own, ...placed };
	const parameters = onlyOffered(node, JSON.parse(JSON.stringify(all)) as INodeParameters);
	return await runNode({
		node,
		credential: { type: way.credential(), data: way.data(sandbox) },
		parameters,
		items: [{ ...known?.items(sandbox)[0], email: ANA, given } as IDataObject],
	});
}

const locator = (value: string, mode = 'id'): IDataObject => ({ __rl: true, mode, value });

const COLUMNS: Readonly<Record<string, IDataObject>> = {
	appenate: { FirstName: 'New', LastName: 'One' },
	axero: { Bio: 'One' },
	highq: { firstname: 'New', lastname: 'One' },
	'ispring-rest': { first_name: 'New', last_name: 'One' },
};
/** What a new user needs besides: a key, as a column. */
const KEYS: Readonly<Record<string, IDataObject>> = {
	appenate: { Email: 'new.one@example.test' },
	axero: {},
	highq: { email: 'new.one@example.test' },
	'ispring-rest': { login: 'new.one', email: 'new.one@example.test' },
};

/** A record that the vendor does not have, as a column, for what makes missing ones. */
const MISSING: Readonly<Record<string, IDataObject>> = {
	'appenate createMissingGroups': { Groups: 'Pilots' },
	'ispring-rest createMissingDepartments': { departmentId: 'Research' },
	'ispring-rest createMissingGroups': { groupIds: 'Pilots' },
};

/** Parameters for the operations on users, and for the lists. */
function usual({ channel }: Way, { operation, name }: Pick<Place, 'operation' | 'name'>): IDataObject {
	const isNew = operation === 'create';
	const value = { ...COLUMNS[channel], ...(isNew ? KEYS[channel] : {}), ...MISSING[`${channel} ${name}`] };
	const schema = Object.keys(value).map((id) => ({
		id,
		displayName: id,
		required: false,
		defaultMatch: false,
		display: true,
		type: 'string',
	}));
	return {
		...who(operation, locator(isNew ? 'new.one@example.test' : operation === 'upsert' ? 'new.two@example.test' : ANA, 'email')),
		email: 'new.one@example.test',
		fields: { mappingMode: 'defineBelow', value, matchingColumns: [], schema },
		department: locator(UNITS[1]?.uuid ?? ''),
		organisation: locator('75'),
		space: locator('21'),
		leavers: name === 'includeAllUsers' ? 'deactivate' : 'ignore',
		ifNotFound: 'create',
		newPassword: 'geheim-42',
		groupIds: userId(1),
		date: '2031-01-01',
		startDate: '2031-01-01',
		subordination: 'no_supervisor',
		reason: 'SickLeave',
		// HighQ shows no administrators, so somebody has to be named.
		...(name === 'includeAllUsers' ? { neverDeactivate: 'admin@example.test' } : {}),
		// What a preview shows, only a preview can.
		...(name === 'includeRequests' ? { preview: true } : {}),
	};
}
