import { NodeHelpers, type INode, type INodeParameters, type INodeProperties, type INodeType } from 'n8n-workflow';

import { AppenateApi } from '../../credentials/AppenateApi.credentials';
import { AxeroApi } from '../../credentials/AxeroApi.credentials';
import { HighQPublisherApi } from '../../credentials/HighQPublisherApi.credentials';
import { ISpringLearnApi } from '../../credentials/ISpringLearnApi.credentials';
import { ISpringLearnTokenApi } from '../../credentials/ISpringLearnTokenApi.credentials';
import { Appenate } from '../../nodes/Appenate/Appenate.node';
import { Axero } from '../../nodes/Axero/Axero.node';
import { HighQPublisher } from '../../nodes/HighQPublisher/HighQPublisher.node';
import { ISpringLearn } from '../../nodes/ISpringLearn/ISpringLearn.node';
import { panelOf } from '../panelOf';

const NODES: ReadonlyArray<readonly [string, INodeType]> = [
	['Appenate', new Appenate()],
	['Axero', new Axero()],
	['HighQ Publisher', new HighQPublisher()],
	['iSpring Learn', new ISpringLearn()],
];
const WITH_FIELDS = ['create', 'update', 'upsert', 'sync', 'compare'];

/** What the panel shows of an operation on users, in its order. */
const shown = (node: INodeType, operation: string): readonly INodeProperties[] => panelOf(node, 'user', operation);
const optionsOf = (node: INodeType, operation: string): readonly INodeProperties[] =>
	shown(node, operation).flatMap(({ name, options = [] }) => (name === 'options' ? (options as INodeProperties[]) : []));
const named = (properties: readonly INodeProperties[], wanted: string): INodeProperties | undefined =>
	properties.find(({ name }) => name === wanted);

describe.each(NODES)('Sync Users, at %s,', (vendor, node) => {
	it('asks what becomes of people who are not found there, by name, and of users missing from the list', () => {
		const parameters = shown(node, 'sync').map(({ displayName, name }) => [name, displayName]);

		expect(parameters).toContainEqual(['ifNotFound', `If Not Found in ${vendor}`]);
		expect(parameters).toContainEqual(['leavers', 'Users Missing From the List']);
		expect(parameters).toContainEqual(['includeAllUsers', 'Include All Users']);
		expect(parameters).toContainEqual(['scope', 'Only Users Where']);
	});
});

describe.each([...NODES.slice(1, 2), ...NODES.slice(3)])('More Fields, at %s,', (_vendor, node) => {
	it.each(WITH_FIELDS)('is one option with two kinds of row, offered only while fields are mapped, in %s', (operation) => {
		const option = named(optionsOf(node, operation), 'moreFields');

		expect(option).toMatchObject({
			displayName: 'More Fields',
			typeOptions: { multipleValues: true },
			displayOptions: { show: { '/inputFormat': ['fields'] } },
			options: [{ displayName: 'Field' }, { displayName: 'Fields as JSON' }],
		});
		expect(named(shown(node, operation), 'moreFields')).toBeUndefined();
	});
});

describe('Compare First', () => {
	it('stands above the user in Update of Axero, off, and in no options', () => {
		const parameters = shown(new Axero(), 'update').map(({ name }) => name);

		expect(parameters.filter((name) => ['preview', 'compareFirst', 'user'].includes(name))).toEqual(['preview', 'compareFirst', 'user']);
		expect(named(shown(new Axero(), 'update'), 'compareFirst')).toMatchObject({ type: 'boolean', default: false, noDataExpression: true });
		expect(named(optionsOf(new Axero(), 'update'), 'compareFirst')).toBeUndefined();
	});
});

describe.each([...NODES.slice(0, 1), ...NODES.slice(3)])('Send Email, at %s,', (_vendor, node) => {
	it.each(['create', 'upsert', 'sync'])('is a switch of its own, off, in %s', (operation) => {
		expect(named(shown(node, operation), 'sendEmail')).toMatchObject({ displayName: 'Send Email', type: 'boolean', default: false });
	});
});

/** A property with all that stands within it. */
const all = (property: INodeProperties): readonly INodeProperties[] => [
	property,
	...(property.options ?? []).flatMap((one) => ('values' in one ? one.values : 'type' in one ? [one] : [])).flatMap(all),
];

describe.each(NODES)('Max Share, at %s,', (_vendor, node) => {
	const shareIn = (operation: string) =>
		shown(node, operation)
			.flatMap(all)
			.find(({ name }) => name === 'maxShare');

	it.each([
		['sync', 'percentage of all users in the directory'],
		['create', 'percentage of its items'],
		['update', 'percentage of its items'],
		['upsert', 'percentage of its items'],
	])('says of what it is a share, in %s', (operation, words) => {
		expect(shareIn(operation)?.description).toContain(words);
	});
});

describe.each(NODES)('A list of groups, folders or members, at %s,', (_vendor, node) => {
	it('is added to, unless the user says otherwise', () => {
		const choices = node.description.properties
			.flatMap(all)
			.filter(({ options = [] }) => options.some((one) => 'value' in one && one.value === 'exact'));

		expect(choices.map(({ default: usual }) => usual).filter((usual) => usual !== 'add')).toEqual([]);
		expect(choices.length > 0).toBe(node.description.name !== 'axero');
	});
});

describe.each(NODES)('A notice, at %s,', (_vendor, node) => {
	it('is one short sentence', () => {
		const notices = node.description.properties.flatMap(({ type, displayName }) => (type === 'notice' ? [displayName] : []));

		expect(notices.filter((text) => !/^(iSpring|[A-Z])[^.]+\.$/.test(text) || text.split(' ').length > 20)).toEqual([]);
	});

	it.each(['update', 'upsert', 'sync'])('says that empty fields change nothing, while fields are mapped, in %s', (operation) => {
		const notices = shown(node, operation).filter(({ displayName }) => displayName.startsWith('Empty fields change nothing'));

		expect(notices).toMatchObject([{ type: 'notice', displayOptions: { show: { inputFormat: ['fields'] } } }]);
	});
});

describe.each([
	['iSpring Learn', new ISpringLearnApi()],
	['iSpring Learn Token', new ISpringLearnTokenApi()],
	['Appenate', new AppenateApi()],
	['Axero', new AxeroApi()],
	['HighQ Publisher', new HighQPublisherApi()],
])('the credential of %s', (_vendor, { properties }) => {
	const node: INode = { id: '', name: '', type: '', typeVersion: 1, position: [0, 0], parameters: {} };
	/** As the platform passes it on: without what is not shown, and with defaults. */
	const stored = (data: INodeParameters): INodeParameters => NodeHelpers.getNodeParameters(properties, data, true, false, node, null) ?? {};

	const asked = (data: INodeParameters): readonly string[] => Object.keys(stored(data));
	const known = (names: readonly string[]): readonly string[] => names.filter((wanted) => properties.some(({ name }) => name === wanted));

	it.each([
		['rest', []],
		['restHeader', ['legacyBaseUrl']],
		['soap', ['soapUrl']],
		['all', ['legacyBaseUrl', 'soapUrl']],
	])('asks only for the addresses of the API that is used: %s', (api, addresses) => {
		expect(asked({ api }).filter((name) => ['legacyBaseUrl', 'soapUrl'].includes(name))).toEqual(known(addresses));
	});

	it('asks for a base URL only where none is chosen from a list', () => {
		const isListed = known(['region', 'service']).length > 0;

		expect(asked({}).includes('baseUrl')).toBe(!isListed);
		expect(asked({ region: 'custom', service: 'custom' })).toContain('baseUrl');
	});
});

describe('Read Back', () => {
	const offering = (node: INodeType): readonly string[] =>
		['get', 'getAll', 'compare', 'delete', 'create', 'update', 'upsert', 'sync', 'activate', 'deactivate', 'archive'].filter((operation) =>
			optionsOf(node, operation)
				.flatMap(all)
				.some(({ name }) => name === 'readBack'),
		);

	it('is offered where a vendor answers a write with less than the user', () => {
		expect(NODES.map(([vendor, node]) => [vendor, offering(node)])).toEqual([
			['Appenate', []],
			['Axero', []],
			['HighQ Publisher', ['create', 'update', 'upsert', 'sync', 'activate', 'deactivate', 'archive']],
			['iSpring Learn', ['update', 'upsert', 'sync']],
		]);
	});

	it('reads every written user unless something else is chosen', () => {
		const found = optionsOf(new HighQPublisher(), 'update')
			.flatMap(all)
			.find(({ name }) => name === 'readBack');

		expect(found).toMatchObject({ displayName: 'Read Back', type: 'options', default: 'always', noDataExpression: true });
	});
});
