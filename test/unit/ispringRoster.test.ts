import { openChannel } from '../../nodes/ISpringLearn/wire/protocols';
import { NAMESPACES } from '../../nodes/ISpringLearn/wire/soapEnvelope';
import { failed, failureOf, type Failure } from '../../nodes/shared/failure';
import type { VendorAnswer, VendorRequest } from '../../nodes/shared/http/types';

const EMAIL = 'new.one@example.test';
const NEWCOMER = {
	changes: [
		{ field: 'login', to: 'new.one' },
		{ field: 'email', to: EMAIL },
		{ field: 'departmentId', to: '3' },
	],
	invitation: {},
};
const LOST: Failure = { kind: 'unreachable', landed: 'maybe', says: 'No answer' };

const answer = (body: string, status = 200): VendorAnswer => ({ status, statusText: 'OK', headers: {}, body });
const inEnvelope = (content: string): string =>
	`<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${content}</e:Body></e:Envelope>`;
const pair = (name: string, value: string): string => `<field><name>${name}</name><value>${value}</value></field>`;

const PROTOCOLS = [
	{
		protocol: 'restHeader',
		asks: ({ method, url }: VendorRequest): string => (method === 'POST' ? 'create' : url.endsWith('/user') ? 'list' : 'read'),
		one: `<userProfile><userId>u1</userId><fields><login>new.one</login><email>${EMAIL}</email></fields></userProfile>`,
		listed: (users: string): string => `<users>${users}</users>`,
		read: (user: string): string => user,
	},
	{
		protocol: 'soap',
		asks: ({ body = '' }: VendorRequest): string =>
			body.includes('AddUser') ? 'create' : body.includes('GetUsersRequest') ? 'list' : 'read',
		one: `<userProfile><userId>u1</userId><fields>${pair('login', 'new.one')}${pair('email', EMAIL)}</fields></userProfile>`,
		listed: (users: string): string => inEnvelope(`<GetUsersResult><users>${users}</users></GetUsersResult>`),
		read: (user: string): string => inEnvelope(`<GetUserProfileResult>${user}</GetUserProfileResult>`),
	},
] as const;

describe.each(PROTOCOLS)('the list of everybody by $protocol', ({ protocol, asks, one, listed, read }) => {
	/** A channel to iSpring with nobody there, which takes a creation and then fails like this. */
	const opened = (lost: VendorAnswer | Failure) => {
		const asked: string[] = [];
		let made = '';
		const send = async (request: VendorRequest): Promise<VendorAnswer> => {
			const what = asks(request);
			asked.push(what);
			await Promise.resolve();
			if (what === 'list') return answer(listed(made));
			if (what === 'read') return answer(read(made));
			made = one;
			if ('kind' in lost) throw failed(lost);
			return lost;
		};
		const credential = { legacyBaseUrl: 'https://legacy.example.test', soapUrl: 'https://soap.example.test' };
		return { asked, channel: openChannel(protocol, { credential, send }, NAMESPACES[0]) };
	};
	const find = async ({ channel }: ReturnType<typeof opened>) => (await channel.find({ by: 'email', value: EMAIL })).map(({ id }) => id);

	it('is read once, as long as nobody is made', async () => {
		const ispring = opened(LOST);

		expect([await find(ispring), await find(ispring)]).toEqual([[], []]);
		expect(ispring.asked).toEqual(['list']);
	});

	it.each<[string, VendorAnswer | Failure, Failure['kind']]>([
		['no answer', LOST, 'unreachable'],
		['a server error', answer('<html></html>', 502), 'unreadable'],
		['half an answer', answer('<'), 'unreadable'],
	])('is not believed any more after a creation with %s', async (_what, lost, kind) => {
		const ispring = opened(lost);
		expect(await find(ispring)).toEqual([]);
		expect(
			await ispring.channel.create(NEWCOMER).then(
				() => 'done',
				(error: unknown) => failureOf(error).kind,
			),
		).toBe(kind);

		expect(await find(ispring)).toEqual(['u1']);
		expect(ispring.asked).toEqual(['list', 'create', 'list', 'read']);
	});
});
