import { NAMESPACES } from '../../nodes/ISpringLearn/wire/soapEnvelope';
import { soapClient } from '../../nodes/ISpringLearn/wire/soapCodec';
import { failureOf } from '../../nodes/shared/failure';
import type { VendorAnswer, VendorRequest } from '../../nodes/shared/http/types';

const envelope = (content: string): string =>
	`<?xml version="1.0"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${content}</e:Body></e:Envelope>`;
const fault = (words: string): string => envelope(`<e:Fault><faultcode>e:Client</faultcode><faultstring>${words}</faultstring></e:Fault>`);
const OVER = fault('Authorization failed');

/** What one call sent, and what its answer means, with an answer of this body. */
const called = async (body: string, status = 500): Promise<Readonly<{ request: VendorRequest; answer: VendorAnswer; kind: string }>> => {
	const answer: VendorAnswer = { status, statusText: '', headers: {}, body };
	const requests: VendorRequest[] = [];
	const client = soapClient(
		{
			credential: { soapUrl: 'https://soap.example.test' },
			send: async (request) => {
				requests.push(request);
				return await Promise.resolve(answer);
			},
		},
		NAMESPACES[0],
	);
	const kind = await client.call('GetUsers').then(
		() => 'result',
		(error: unknown) => failureOf(error).kind,
	);
	const [request] = requests;
	if (!request) throw new Error('Nothing was sent');
	return { request, answer, kind };
};

describe('the sign-in by SOAP', () => {
	it.each([
		['with the status of a server error', OVER, 500],
		['with 200', OVER, 200],
		[
			'in other capitals, with blanks and an attribute',
			envelope('<Fault><faultstring xml:lang="en">\n authorization FAILED for this token</faultstring></Fault>'),
			500,
		],
	])('is over where a Fault says so, %s', async (_how, body, status) => {
		const { request, answer, kind } = await called(body, status);

		expect(request.isSignInOver?.(answer)).toBe(true);
		expect(kind).toBe('signIn');
	});

	it.each([
		['another Fault', fault('Unknown user')],
		['a Fault that only mentions it', fault('Field title: authorization failed')],
		[
			'a user whose field says so',
			envelope(
				'<GetUsersResult><userProfile><fields><field><name>about</name><value>Authorization failed</value></field></fields></userProfile></GetUsersResult>',
			),
		],
		[
			'a user whose field looks like the words of a Fault',
			envelope(
				'<GetUsersResult><userProfile><fields><field><name>about</name><value>&lt;faultstring>Authorization failed</value></field></fields></userProfile></GetUsersResult>',
			),
		],
		['a page', '<html><faultstring>Authorization failed</faultstring></html>'],
		['nothing', ''],
	])('is not over after %s', async (_what, body) => {
		const { request, answer } = await called(body);

		expect(request.isSignInOver?.(answer)).toBe(false);
	});

	it('that is over is no outage, which would be waited for', async () => {
		const { request, answer } = await called(OVER);

		expect(request.isFinal?.(answer)).toBe(true);
	});
});
