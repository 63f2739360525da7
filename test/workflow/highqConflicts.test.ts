import type { INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import type { FaultKind, RawAnswer } from '../sandbox';
import { OWN_IMAGES } from '../sandbox/highq/signed';
import { byId, jsonOf, runHighQ } from './highqRun';
import { who } from './offered';

const ANA = 'ana.silva@example.test';
const IMAGE = `${OWN_IMAGES}3.png`;
const FORMATS = ['json', 'xml'] as const;

const sandbox = freshSandbox();
const writes = () => sandbox.writes('highq');

const run = async (operation: string, options: INodeParameters, fields: Readonly<Record<string, string>> = { bio: 'mine' }) =>
	await runHighQ(sandbox, ['user', operation], {
		items: [{ email: ANA }],
		fields,
		parameters: { ...who(operation, { __rl: true, mode: 'email', value: '={{ $json.email }}' }), leavers: 'ignore', options },
	});
const withImage = (): void =>
	sandbox.edit('highq', ANA, (user) => {
		user.img = IMAGE;
	});
const everyRead = (change: () => void): void => sandbox.fail({ channel: 'highq', method: 'GET', kind: 'meanwhile', change });

/** A member with another value at each read. */
const restless: ReadonlyArray<readonly [member: string, prepare: () => void]> = [
	['img', withImage],
	[
		'lastlogindate',
		() => {
			let logins = 0;
			everyRead(() =>
				sandbox.edit('highq', ANA, (user) => {
					user.lastlogindate = `12 Mar 2029 09:${(logins += 1)}`;
				}),
			);
		},
	],
	[
		'location.visits',
		() => {
			let visits = 0;
			everyRead(() =>
				sandbox.edit('highq', ANA, (user) => {
					user.location = { ...Object(user.location), visits: String((visits += 1)) };
				}),
			);
		},
	],
];
const OPERATIONS = ['update', 'upsert', 'sync'] as const;
const cases = FORMATS.flatMap((format) => OPERATIONS.flatMap((operation) => restless.map((one) => [...one, operation, format] as const)));

describe('a member of a HighQ user that differs whenever it is read', () => {
	it.each(cases)('is named when it stands in the way (%s)', async (member, prepare, operation, format) => {
		prepare();
		const { error } = await run(operation, { format });

		expect(error?.says).toBe(`The user 3 was changed by someone else while this item ran: ${member} [item 0]`);
		expect(error?.description).toContain('Ignore Changes In');
		expect(writes()).toEqual([]);
	});

	it.each(cases)('does not stand in the way when it is left out of the comparison (%s)', async (member, prepare, operation, format) => {
		const before = sandbox.person('highq', ANA);
		prepare();
		const result = await run(operation, { format, ignoreChangesIn: `retiredon, ${member.toUpperCase()}` });

		expect(jsonOf(result)).toMatchObject([{ action: 'updated', warnings: [], changes: [{ name: 'bio', to: 'mine' }] }]);
		expect(sandbox.person('highq', ANA)).toMatchObject({ bio: 'mine', externalid: before.externalid, sociallinks: before.sociallinks });
	});

	it.each(FORMATS)('keeps what others wrote there last, in %s', async (format) => {
		withImage();
		let reads = 0;
		everyRead(() =>
			sandbox.edit('highq', ANA, (user) => {
				user.img = `${OWN_IMAGES}${(reads += 1)}.png`;
			}),
		);
		await run('update', { format, ignoreChangesIn: 'img' });

		// The first reading found the user; the second one, right before the write, showed what the first had left.
		expect(writes().map(({ body }) => body.includes(`${OWN_IMAGES}1.png`))).toEqual([true]);
	});

	it('is left out with all that is in it', async () => {
		restless.at(-1)?.[1]();

		expect(jsonOf(await run('update', { ignoreChangesIn: 'location' }))).toMatchObject([{ action: 'updated' }]);
	});

	it('does not hide what others change beside it', async () => {
		withImage();
		let times = 0;
		everyRead(() =>
			sandbox.edit('highq', ANA, (user) => {
				user.phone = `elsewhere ${(times += 1)}`;
			}),
		);
		const { error } = await run('update', { ignoreChangesIn: 'img' });

		expect(error?.message).toMatch(/while this item ran: phone \[item 0\]$/);
		expect(writes()).toEqual([]);
	});

	it.each(FORMATS)('needs no option where it is what the item sets, in %s', async (format) => {
		withImage();

		expect(jsonOf(await run('update', { format }, { img: 'https://img.example.test/new.png' }))).toMatchObject([{ action: 'updated' }]);
	});

	it.each(FORMATS)('needs no option where it is the link that HighQ adds and nobody sends back, in %s', async (format) => {
		let reads = 0;
		const alter = ({ body, ...answer }: RawAnswer): RawAnswer => {
			const href = `https://example.test/api/2/user/3?t=${(reads += 1)}`;
			const text = body
				.toString('utf8')
				.replace('{"user":{', `{"user":{"link":"${href}",`)
				.replace('<user>', `<user><link xmlns="http://www.w3.org/2005/Atom" rel="self" href="${href}"/>`);
			return { ...answer, body: Buffer.from(text) };
		};
		sandbox.fail({ channel: 'highq', method: 'GET', pathIncludes: '/users/', kind: 'altered', afterHandling: true, alter });

		expect(jsonOf(await run('update', { format }))).toMatchObject([{ action: 'updated', warnings: [] }]);
		expect(reads).toBeGreaterThan(2);
	});
});

const AWAY: FaultKind = { kind: 'status', status: 503, headers: { 'retry-after': '0' } };

describe('a write of HighQ that is sent again', () => {
	const updates = [
		[
			'a user',
			'The user 3',
			'img',
			withImage,
			async (options: INodeParameters) => await run('update', { ...options, ignoreChangesIn: options.ignoreChangesIn ?? '' }),
		],
		[
			'an organisation',
			'The organisation 75',
			'img',
			() => {
				const organisation = sandbox.highq.organisations.byId(75);
				if (organisation) sandbox.highq.organisations.put({ ...organisation, img: `${OWN_IMAGES}75.png` });
			},
			async (options: INodeParameters) =>
				await runHighQ(sandbox, ['organisation', 'update'], {
					parameters: { organisation: byId('id'), updateFields: { industry: 'Legal' }, options },
					items: [{ id: '75' }],
				}),
		],
		[
			'a user group',
			'The group 7',
			'organisationcount',
			() => {
				let count = 0;
				everyRead(() => {
					const group = sandbox.highq.groups.byId(7);
					if (group) sandbox.highq.groups.put({ ...group, organisationcount: (count += 1) });
				});
			},
			async (options: INodeParameters) =>
				await runHighQ(sandbox, ['userGroup', 'update'], {
					parameters: { group: byId('id'), updateFields: { name: 'Tax & more' }, options },
					items: [{ id: '7' }],
				}),
		],
		[
			'a user group that loses a member',
			'The group 7',
			'organisationcount',
			() => {
				let count = 0;
				everyRead(() => {
					const group = sandbox.highq.groups.byId(7);
					if (group) sandbox.highq.groups.put({ ...group, organisationcount: (count += 1) });
				});
			},
			async (options: INodeParameters) =>
				await runHighQ(sandbox, ['userGroup', 'removeMembers'], {
					parameters: { group: byId('id'), members: '5', options },
					items: [{ id: '7' }],
				}),
		],
	] as const;

	it.each(updates)('passes over what is left out of the comparison: %s', async (_what, _who, member, prepare, update) => {
		prepare();
		sandbox.fail({ channel: 'highq', method: 'PUT', times: 1, ...AWAY });
		const result = await update({ ignoreChangesIn: member });

		expect(result.error).toBeUndefined();
		expect(writes().map(({ status }) => status)).toEqual([503, 200]);
	});

	it.each(updates.slice(1))('names what others changed: %s', async (_what, who, member, prepare, update) => {
		prepare();
		sandbox.fail({ channel: 'highq', method: 'PUT', ...AWAY });
		const { error } = await update({});

		expect(error?.says).toBe(`${who} was changed by someone else while this item ran: ${member} [item 0]`);
	});
});
