import type { ICredentialType, IDisplayOptions } from 'n8n-workflow';

import { AppenateApi } from '../../credentials/AppenateApi.credentials';
import { AxeroApi } from '../../credentials/AxeroApi.credentials';
import { HighQPublisherApi } from '../../credentials/HighQPublisherApi.credentials';
import { ISpringLearnApi } from '../../credentials/ISpringLearnApi.credentials';
import { ISpringLearnTokenApi } from '../../credentials/ISpringLearnTokenApi.credentials';
import { chosenCredentials } from '../e2e/templates';
import { freshSandbox } from '../freshSandbox';
import { connectionsOf } from './page/connect';

const CREDENTIALS: readonly ICredentialType[] = [
	new AxeroApi(),
	new AppenateApi(),
	new HighQPublisherApi(),
	new ISpringLearnTokenApi(),
	new ISpringLearnApi(),
];

const sandbox = freshSandbox();

describe('what the page says about connecting', () => {
	it.each(CREDENTIALS)(
		'is what the dialog of $displayName asks for, in its words, with what the demo uses',
		({ name, displayName, properties }) => {
			const fields = connectionsOf(sandbox).find(({ credential }) => credential === displayName)?.fields ?? [];
			const demo = chosenCredentials(sandbox).find(({ type }) => type === name)?.data ?? {};
			const asked = fields.map(({ label }) => properties.find((property) => property.displayName === label));

			expect(asked.map((property) => property?.displayName)).toEqual(fields.map(({ label }) => label));
			expect(fields.map(({ value }) => value)).toEqual(asked.map((property) => shown(property?.options, demo[property?.name ?? ''])));
			expect(
				properties
					.filter(({ required, displayOptions }) => required && isAsked(displayOptions?.show, demo))
					.every((property) => fields.some(({ label }) => label === property.displayName)),
			).toBe(true);
		},
	);
});

/** Whether the dialog shows it, with what the demo uses. */
function isAsked(show: NonNullable<IDisplayOptions['show']> = {}, demo: Readonly<Record<string, unknown>>): boolean {
	return Object.entries(show).every(([name, values]) => [demo[name]].flat().some((one) => (values as readonly unknown[]).includes(one)));
}

/** What is chosen shows its name. */
function shown(options: ICredentialType['properties'][number]['options'], value: unknown): unknown {
	if (Array.isArray(value)) return value.map((one) => shown(options, one)).join(', ');
	const chosen = options?.find((option) => 'value' in option && option.value === value);
	return chosen ? chosen.name : value;
}
