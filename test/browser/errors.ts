import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { CredentialJson, WorkflowJson } from '../e2e/n8n';
import type { Sandbox } from '../sandbox';
import { demoCredentials } from '../e2e/demo';
import { exampleWorkflow } from './exampleWorkflow';

/** A mistake that many make, or a bad day of a vendor's, and how it comes about. */
export type UsualError = Readonly<{
	id: string;
	title: string;
	node: 'axero' | 'appenate' | 'highQPublisher' | 'iSpringLearn';
	/** Other data than those of the sandbox in the credential. */
	credential?: Readonly<Record<string, string>>;
	items: readonly IDataObject[];
	parameters: INodeParameters;
	prepare?: (sandbox: Sandbox) => void;
	/** What the first line must name: a person, or what is wrong. */
	names: string;
}>;

const ANA = 'ana.silva@example.test';
const NOBODY = 'jo.doe@example.test';
const byEmail = (value = '={{ $json.email }}') => ({ __rl: true, mode: 'email', value });
const mapped = (value: INodeParameters) => ({ mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] });
const update = (value: INodeParameters): INodeParameters => ({
	resource: 'user',
	operation: 'update',
	user: byEmail(),
	fields: mapped(value),
});

export const USUAL_ERRORS: readonly UsualError[] = [
	{
		id: 'wrongKey',
		title: 'Wrong key',
		node: 'axero',
		credential: { apiKey: 'no-such-key-0000' },
		items: [{ email: ANA }],
		parameters: update({ Department: 'Tax' }),
		names: 'Axero rejected the credential',
	},
	{
		id: 'unknownPerson',
		title: 'Unknown person',
		node: 'highQPublisher',
		items: [{ email: NOBODY }],
		parameters: update({ department: 'Tax' }),
		names: NOBODY,
	},
	{
		id: 'severalPeople',
		title: 'Several people',
		node: 'appenate',
		items: [{ externalId: '0102' }],
		parameters: { ...update({ LastName: 'Silva' }), user: { __rl: true, mode: 'externalId', value: '={{ $json.externalId }}' } },
		prepare: (sandbox) => {
			for (const email of [ANA, 'wei.zhang@example.test']) sandbox.edit('appenate', email, (person) => (person.ExternalId = '0102'));
		},
		names: '0102',
	},
	{
		id: 'guardStopped',
		title: 'Guard stopped',
		node: 'highQPublisher',
		items: [{ email: ANA }, { email: 'sean.obrien@example.test' }, { email: 'lukasz.zolc@example.test' }],
		parameters: {
			...update({ department: 'Tax & Law' }),
			options: { safetyLimits: { values: { maxChanges: 2 } } },
		},
		names: ANA,
	},
	{
		id: 'missingMandatoryField',
		title: 'Missing mandatory field',
		node: 'appenate',
		// n8n itself asks for a column that is left empty, but not for one whose expression comes to nothing.
		items: [{ email: NOBODY, lastName: '' }],
		parameters: {
			resource: 'user',
			operation: 'create',
			fields: mapped({ FirstName: 'Jo', LastName: '={{ $json.lastName }}', Email: '={{ $json.email }}' }),
		},
		names: 'Last Name',
	},
	{
		id: 'invisibleCharacter',
		title: 'Invisible character in an email address',
		node: 'highQPublisher',
		items: [{ email: 'ana.silva\u200b@example.test' }],
		parameters: update({ department: 'Tax' }),
		names: 'U+200B',
	},
	{
		id: 'refusal',
		title: "Vendor's refusal",
		node: 'axero',
		items: [{ email: ANA }],
		parameters: update({ 'Reports to': 'nobody.at.all' }),
		names: ANA,
	},
	{
		id: 'duplicate',
		title: 'Create somebody who is there',
		node: 'highQPublisher',
		items: [{ email: ANA }],
		parameters: {
			resource: 'user',
			operation: 'create',
			fields: mapped({ firstname: 'Ana', lastname: 'Silva', email: '={{ $json.email }}' }),
		},
		names: 'already exists',
	},
	{
		id: 'unreachable',
		title: 'Vendor not reachable',
		node: 'axero',
		credential: { baseUrl: 'http://127.0.0.1:9' },
		items: [{ email: ANA }],
		parameters: update({ Department: 'Tax' }),
		names: '127.0.0.1:9',
	},
	{
		id: 'throttled',
		title: 'Throttled',
		node: 'iSpringLearn',
		items: [{ email: ANA }],
		parameters: { ...update({ job_title: 'Clerk' }), options: { requests: { values: { maxRetries: 0 } } } },
		prepare: (sandbox) => sandbox.fail({ channel: 'ispring-rest', pathIncludes: '/user', kind: 'status', status: 429 }),
		names: 'iSpring',
	},
	{
		id: 'notEvaluated',
		title: 'Expression that was not evaluated',
		node: 'highQPublisher',
		items: [{ email: ANA, lastName: 'Silva' }],
		parameters: update({ lastname: '{{ $json.lastName }}' }),
		names: 'Last Name',
	},
	{
		id: 'unknownField',
		title: 'Condition on a field that is not there',
		node: 'iSpringLearn',
		items: [{ email: ANA }],
		parameters: {
			resource: 'user',
			operation: 'sync',
			matchBy: byEmail(),
			fields: mapped({ job_title: 'Clerk' }),
			leavers: 'deactivate',
			scope: { condition: [{ field: 'Departmnt', comparison: 'is', value: 'Sales' }] },
		},
		names: 'Departmnt',
	},
];

const USUAL_CREDENTIALS = {
	axero: 'demoAxero',
	appenate: 'demoAppenate',
	highQPublisher: 'demoHighQ',
	iSpringLearn: 'demoISpring',
} as const;

/** What n8n imports: the usual credentials, those with a mistake, and a workflow for each error. */
export function errorFurniture(sandbox: Sandbox): Readonly<{ credentials: readonly CredentialJson[]; workflows: readonly WorkflowJson[] }> {
	const usual = demoCredentials(sandbox);
	const credentialOf = ({ id, node, credential }: UsualError): CredentialJson => {
		const found = usual.find((one) => one.id === USUAL_CREDENTIALS[node]);
		if (!found) throw new Error(`No credential for ${node}`);
		return credential ? { ...found, id: `${id}Credential`, data: { ...found.data, ...credential } } : found;
	};
	return {
		credentials: [...usual, ...USUAL_ERRORS.filter(({ credential }) => credential).map(credentialOf)],
		workflows: USUAL_ERRORS.map((error) => exampleWorkflow({ ...error, credential: credentialOf(error) })),
	};
}
