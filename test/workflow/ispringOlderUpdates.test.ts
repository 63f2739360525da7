import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { ownField } from '../sandbox/ispring/fields';
import { ANA, byEmail, mapped, outputOf, runISpring } from './ispringRun';

const NAMESPACES = ['http://new.webservice.namespace', 'http://ispringlearn.com/go/services/api/soap'] as const;

const sandbox = freshSandbox();

const fields = () => sandbox.person('ispring', ANA).fields;
const update = async (parameters: IDataObject, values: IDataObject = { phone: '0012' }) =>
	await runISpring(sandbox, { operation: 'update', items: [{ email: ANA }] }, { user: byEmail, fields: mapped(values), ...parameters });
const fault = (words: string): string =>
	`<?xml version="1.0"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault><faultcode>client</faultcode><faultstring>${words}</faultstring></e:Fault></e:Body></e:Envelope>`;

describe.each([
	['REST (Header)', { api: 'restHeader' }],
	['SOAP', { api: 'soap', options: { soapNamespace: NAMESPACES[0] } }],
	['SOAP, the other namespace', { api: 'soap', options: { soapNamespace: NAMESPACES[1] } }],
])('an update by %s in an account with a mandatory list', (_title, parameters) => {
	const values = ['S', 'M', 'L'].map((name) => ({ name, value: name }));

	beforeEach(() => {
		sandbox.ispringOrganisation.fields = [
			...sandbox.ispringOrganisation.fields,
			ownField('shirt', { type: 'list', isRequired: true, values }),
		];
		sandbox.edit('ispring', ANA, (ana) => {
			ana.fields.shirt = 'L';
		});
	});

	it('carries along what the list holds', async () => {
		expect(outputOf(await update(parameters)).json).toMatchObject([{ action: 'updated', warnings: [] }]);
		expect(fields()).toMatchObject({ phone: '0012', shirt: 'L' });
	});

	it('changes the list where that is asked for', async () => {
		expect(outputOf(await update(parameters, { shirt: 'M' })).json).toMatchObject([{ action: 'updated', warnings: [] }]);
		expect(fields()).toMatchObject({ shirt: 'M' });
	});
});

describe('a 500 by SOAP', () => {
	const strike = (body: string, contentType: string, times?: number): void =>
		sandbox.fail({
			channel: 'ispring-soap',
			only: ({ isWrite }) => isWrite,
			kind: 'status',
			status: 500,
			headers: { 'retry-after': '0' },
			body,
			contentType,
			...(times === undefined ? {} : { times }),
		});

	it.each(['Permission denied', 'Wrong parameters', 'Unknown user', 'Account subscription expired', 'Something new'])(
		'with a Fault is iSpring’s answer: nothing is sent again (%s)',
		async (words) => {
			strike(fault(words), 'text/xml');
			const { error } = await update({ api: 'soap' });

			expect(error?.message).toContain(`iSpring: ${words}`);
			expect(sandbox.writes()).toHaveLength(1);
		},
	);

	it.each([
		['plain text', 'Internal Server Error', 'text/plain'],
		['a web page', '<!DOCTYPE html><html><body>Oops</body></html>', 'text/html'],
		['nothing', '', 'text/xml'],
		['an envelope without a Fault', '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body/></e:Envelope>', 'text/xml'],
	])('with %s is an outage that passes: the write is sent again', async (_what, body, contentType) => {
		strike(body, contentType, 1);

		expect(outputOf(await update({ api: 'soap' })).json).toMatchObject([{ action: 'updated', warnings: [] }]);
		expect(sandbox.writes()).toHaveLength(2);
		expect(fields().phone).toBe('0012');
	});

	it('for wrong parameters points at the other namespace too', async () => {
		strike(fault('Wrong parameters'), 'text/xml');

		expect((await update({ api: 'soap' })).error?.description).toContain('try the other "SOAP Namespace" under Options, Requests');
	});
});

describe('a value that XML can not hold', () => {
	it.each(['soap', 'restHeader'])('is refused under the name of its field, before anything is sent (%s)', async (api) => {
		const { error } = await update({ api }, { job_title: 'a\u0001b' });

		expect(error?.message).toContain('The value of "job_title" has a control character');
		expect(sandbox.requests).toEqual([]);
	});
});
