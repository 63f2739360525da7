import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { runAppenate } from './appenateRuns';
import { axeroOn } from './axeroRun';
import type { NodeResult } from './engine';
import { runHighQ } from './highqRun';
import { ANA, runISpring } from './ispringRun';

const sandbox = freshSandbox();

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const patch = (...Operations: IDataObject[]): IDataObject => ({
	schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
	Operations,
});

const axero = axeroOn(() => sandbox);
type Vendor = Readonly<{
	title: string;
	/** Updates Ana with a SCIM user. */
	update: (user: unknown, options: IDataObject) => Promise<NodeResult>;
	/** An attribute that can be emptied, and what is stored for it. */
	attribute: string;
	stored: () => string | undefined;
	/** A phone number, where the vendor has one. */
	phone?: () => string | undefined;
}>;
const scim = (options: IDataObject) => ({
	inputFormat: 'scim',
	scimUser: '={{ $json.scim }}',
	user: { __rl: true, mode: 'email', value: ANA },
	options,
});
const given = (user: unknown): IDataObject[] => [JSON.parse(JSON.stringify({ scim: user })) as IDataObject];

const VENDORS: readonly Vendor[] = [
	{
		title: 'Appenate',
		update: async (user, options) =>
			await runAppenate(sandbox, {
				items: given(user),
				parameters: JSON.parse(JSON.stringify({ resource: 'user', operation: 'update', ...scim(options) })),
			}),
		attribute: 'externalId',
		stored: () => sandbox.person('appenate', ANA).ExternalId,
	},
	{
		title: 'Axero',
		update: async (user, options) => await axero({ resource: 'user', operation: 'update', ...scim(options) }, given(user)),
		attribute: 'title',
		stored: () => sandbox.person('axero', ANA).labels['Job title'],
		phone: () => sandbox.person('axero', ANA).labels.Phone,
	},
	{
		title: 'HighQ Publisher',
		update: async (user, options) =>
			await runHighQ(sandbox, ['user', 'update'], { items: given(user), parameters: JSON.parse(JSON.stringify(scim(options))) }),
		attribute: 'title',
		stored: () => String(sandbox.person('highq', ANA).jobtitle ?? ''),
		phone: () => String(sandbox.person('highq', ANA).phone ?? ''),
	},
	{
		title: 'iSpring Learn',
		update: async (user, options) => await runISpring(sandbox, { operation: 'update', items: given(user) }, scim(options)),
		attribute: 'title',
		stored: () => sandbox.person('ispring', ANA).fields.job_title,
		phone: () => sandbox.person('ispring', ANA).fields.phone,
	},
];
const WITH_PHONE = VENDORS.flatMap(({ phone, ...vendor }) => (phone ? [{ ...vendor, phone }] : []));

describe.each(VENDORS)('SCIM at $title', ({ update, attribute, stored }) => {
	it.each<[string, IDataObject]>([
		['without more', {}],
		['with its value', { value: [{ value: 'x' }] }],
	])('empties what a PATCH removes, whatever Empty Values says: %s', async (_, more) => {
		for (const emptyValues of ['leave', 'refuse', 'clear']) {
			sandbox.reset();
			expect(stored()).not.toBe('');
			const { error } = await update(patch({ op: 'Remove', path: attribute, ...more }), emptyValues === 'leave' ? {} : { emptyValues });

			expect(error).toBeUndefined();
			expect(stored() ?? '').toBe('');
		}
	});

	it('leaves what is merely empty in a user, unless Empty Values says otherwise', async () => {
		const before = stored();
		await update({ schemas: [CORE], [attribute]: null }, {});

		expect([stored(), before]).toEqual([before, expect.stringMatching(/./)]);
		await update({ schemas: [CORE], [attribute]: null }, { emptyValues: 'clear' });
		expect(stored() ?? '').toBe('');
	});

	it.each<[string, unknown, string]>([
		['a group', { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], externalId: 'g1', displayName: 'Tax' }, 'Group'],
		['a whole webhook call', { headers: {}, params: {}, query: {}, body: { active: false } }, 'headers, params, query, body'],
		['nobody', {}, 'no SCIM user attribute'],
		['a user of Microsoft Graph', { id: '7', displayName: 'Ana', mail: ANA, accountEnabled: false }, 'displayName, mail, accountEnabled'],
	])('is no %s: nothing is sent, and what is there is named', async (_, user, says) => {
		const { error } = await update(user, {});

		expect(error?.message).toContain(says);
		expect(sandbox.requests).toEqual([]);
	});
});

describe.each(WITH_PHONE)('A phone number in SCIM at $title', ({ update, phone }) => {
	it('of another type is not stored, and named in a hint', async () => {
		const before = phone();
		const fax = { type: 'fax', value: '0012', primary: true };
		const { error, hints } = await update({ schemas: [CORE], title: 'Lead', phoneNumbers: [fax] }, {});

		expect([error, phone()]).toEqual([undefined, before]);
		expect(hints).toContainEqual(expect.stringContaining('left out: phoneNumbers[type eq "fax"] (1 item).'));
	});

	it('that is not in a list given whole is emptied where Empty Values says so', async () => {
		const before = phone();
		await update({ schemas: [CORE], phoneNumbers: [{ type: 'mobile', value: '0012' }] }, {});
		expect([phone(), before]).toEqual([before, expect.stringMatching(/./)]);

		await update(patch({ op: 'add', path: 'phoneNumbers', value: [{ type: 'mobile', value: '0012' }] }), { emptyValues: 'clear' });
		expect(phone()).toBe(before);

		await update({ schemas: [CORE], phoneNumbers: [{ type: 'mobile', value: '0012' }] }, { emptyValues: 'clear' });
		expect(phone() ?? '').toBe('');
	});

	it('is read from JSON in a string, which is never stored as a number', async () => {
		await update({ schemas: [CORE], phoneNumbers: '[{"type":"work","value":"+44 0012"}]' }, {});
		expect(phone()).toBe('+44 0012');

		const { error } = await update({ schemas: [CORE], phoneNumbers: '[{"type":"work",' }, {});
		expect(error?.message).toContain('phoneNumbers takes a list');
		expect(phone()).toBe('+44 0012');
	});

	it('whose PATCH can not be told is left alone, and not said to have no field', async () => {
		const before = phone();
		const title = { op: 'replace', path: 'title', value: 'Lead' };
		const { hints } = await update(patch(title, { op: 'remove', path: 'phoneNumbers[value eq "1"]' }), {});

		expect(phone()).toBe(before);
		expect(hints).toContainEqual(expect.stringContaining('although a field matches them: phoneNumbers[value eq "1"] (1 item).'));
	});
});
