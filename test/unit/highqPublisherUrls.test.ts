import { NodeHelpers, type INode, type INodeParameters } from 'n8n-workflow';

import { recordUrl } from '../../nodes/HighQPublisher/actions/organisationsAndGroups';
import { HighQPublisher } from '../../nodes/HighQPublisher/HighQPublisher.node';

const { description } = new HighQPublisher();

const idIn = (one: Parameters<typeof recordUrl>[0], address: string): string | undefined =>
	new RegExp(`^${recordUrl(one, '1').pattern}$`).exec(address)?.[1];

/** What the editor says of a node whose `name` holds this address. */
const issues = (resource: string, name: string, value: string): unknown => {
	const parameters: INodeParameters = {
		authentication: 'accessToken',
		resource,
		operation: 'get',
		output: 'simplified',
		[name]: { __rl: true, mode: 'url', value },
	};
	const node: INode = { id: 'n', name: 'n', type: description.name, typeVersion: 1, position: [0, 0], parameters };
	return NodeHelpers.getNodeParametersIssues(description.properties, node, description)?.parameters?.[name];
};

describe('the address of a record of HighQ Publisher', () => {
	it.each([
		['https://acme.highq.com/acme/api/2/users/31', '31'],
		['https://acme.highq.com/acme/api/2/user/3', '3'],
		['https://portal.example.com/api/2/users/31/', '31'],
		['https://acme.highq.com/acme/api/2/users/31?fields=all&x=/api/2/users/4', '31'],
		['https://acme.highq.com/acme/api/2/users/31/?fields=all#top', '31'],
		['  https://acme.highq.com/acme/api/2/users/31\n', '31'],
		['http://127.0.0.1:8080/highq/publisher/api/2/user/12345678901234567801', '12345678901234567801'],
	])('names a user: "%s"', (address, id) => {
		expect(idIn('user', address)).toBe(id);
		expect(issues('user', 'user', address)).toBeUndefined();
	});

	it.each([
		['an organisation', 'https://acme.highq.com/acme/api/2/organisations/75'],
		['a user group', 'https://acme.highq.com/acme/api/2/groups/7'],
		['a user of HighQ Collaborate', 'https://acme.highq.com/acme/api/3/users/31'],
		['all users', 'https://acme.highq.com/acme/api/2/users'],
		['a call', 'https://acme.highq.com/acme/api/2/users/31/archive'],
		['no number', 'https://acme.highq.com/acme/api/2/users/7a'],
		['a user in the query only', 'https://acme.highq.com/?x=/api/2/users/31'],
		['a path alone', '/acme/api/2/users/31'],
		['an ID', '31'],
		['two addresses', 'https://acme.highq.com/api/2/users/31 https://acme.highq.com/api/2/users/32'],
	])('is refused under User, which it names, when it is that of %s', (_what, address) => {
		expect(idIn('user', address)).toBeUndefined();
		expect(issues('user', 'user', address)).toEqual(['User takes a URL like https://acme.highq.com/acme/api/2/users/31']);
	});

	it.each([
		['userGroup', 'group', 'User Group', 'groups/7'],
		['organisation', 'organisation', 'Organisation', 'organisations/75'],
	])('names a %s in both spellings, and is refused when it is that of a user', (resource, name, label, path) => {
		const base = 'https://acme.highq.com/acme/api/2';

		expect(issues(resource, name, `${base}/${path}`)).toBeUndefined();
		expect(issues(resource, name, `${base}/${path.replace('s/', '/')}/?fields=all`)).toBeUndefined();
		expect(issues(resource, name, `${base}/users/31`)).toEqual([`${label} takes a URL like ${base}/${path}`]);
	});
});

describe('the ways to choose one record of HighQ Publisher', () => {
	it.each([
		['user', 'update', 'user', ['From List', 'By ID', 'By Email', 'By URL']],
		['user', 'archive', 'user', ['From List', 'By ID', 'By Email', 'By URL']],
		['user', 'upsert', 'user', ['By Email']],
		['userGroup', 'delete', 'group', ['From List', 'By ID', 'By Name', 'By URL']],
		['organisation', 'disable', 'organisation', ['From List', 'By ID', 'By Name', 'By URL']],
	])('%s, %s', (resource, operation, name, ways) => {
		const parameter = description.properties.find(
			(one) =>
				one.name === name &&
				one.displayOptions?.show?.resource?.includes(resource) &&
				one.displayOptions.show.operation?.includes(operation),
		);

		expect(parameter?.modes?.map(({ displayName }) => displayName)).toEqual(ways);
	});

	it('extracts by URL what the editor lets pass, and nothing else', () => {
		const modes = description.properties.flatMap((one) => one.modes ?? []).filter(({ name }) => name === 'url');

		expect(modes.length).toBeGreaterThan(0);
		for (const { placeholder = '', validation, extractValue } of modes) {
			expect(validation).toMatchObject([{ type: 'regex', properties: { regex: expect.any(String) } }]);
			expect(new RegExp(extractValue?.regex ?? '$^').exec(placeholder.replace('e.g. ', ''))?.[1]).toMatch(/^\d+$/);
			expect(`${extractValue?.regex ?? ''}`).toBe(`^${Object((validation ?? [])[0]).properties.regex}$`);
		}
	});
});
