import type { ICredentialType, INodeType } from 'n8n-workflow';

import { AppenateApi } from '../../credentials/AppenateApi.credentials';
import { AxeroApi } from '../../credentials/AxeroApi.credentials';
import { HighQPublisherApi } from '../../credentials/HighQPublisherApi.credentials';
import { HighQPublisherOAuth2Api } from '../../credentials/HighQPublisherOAuth2Api.credentials';
import { ISpringLearnApi } from '../../credentials/ISpringLearnApi.credentials';
import { ISpringLearnTokenApi } from '../../credentials/ISpringLearnTokenApi.credentials';
import { Appenate } from '../../nodes/Appenate/Appenate.node';
import { APPENATE_FIELDS } from '../../nodes/Appenate/user/profile';
import { Axero } from '../../nodes/Axero/Axero.node';
import { AXERO_FIELDS } from '../../nodes/Axero/user/profile';
import { HighQPublisher } from '../../nodes/HighQPublisher/HighQPublisher.node';
import { HIGHQ_FIELDS } from '../../nodes/HighQPublisher/user/profile';
import { ISpringLearn } from '../../nodes/ISpringLearn/ISpringLearn.node';
import { ISPRING_FIELDS } from '../../nodes/ISpringLearn/user/profile';
import { lengthOf, MOST_WORDS, oddWords, sentencesOf } from '../plainWords';

/** A parameter, an option of one, a way to choose a record: whatever the editor shows. */
type Described = Readonly<{
	displayName?: string;
	name?: string;
	type?: string;
	value?: unknown;
	description?: string;
	action?: string;
	placeholder?: string;
	hint?: string;
	options?: readonly Described[];
	values?: readonly Described[];
	modes?: readonly Described[];
}>;
/** `role`: what it is in the editor. */
type Shown = Described & Readonly<{ place: string; role: 'parameter' | 'choice' | 'group' | 'mode' }>;

const nodes: readonly INodeType[] = [new Axero(), new Appenate(), new HighQPublisher(), new ISpringLearn()];
const credentials: readonly ICredentialType[] = [
	new AxeroApi(),
	new AppenateApi(),
	new HighQPublisherApi(),
	new HighQPublisherOAuth2Api(),
	new ISpringLearnApi(),
	new ISpringLearnTokenApi(),
];

const shown: readonly Shown[] = [
	...nodes.flatMap(({ description }) => within(description.properties as readonly Described[], description.displayName)),
	...credentials.flatMap(({ properties, displayName }) => within(properties as readonly Described[], displayName)),
];

/** Parameters and all that is in them. */
function within(parameters: readonly Described[], place: string): readonly Shown[] {
	return parameters.flatMap((parameter): readonly Shown[] => {
		const own = `${place} › ${parameter.displayName ?? parameter.name ?? ''}`;
		const inside = parameter.options ?? [];
		if (parameter.type === 'collection') return [{ ...parameter, place: own, role: 'parameter' }, ...within(inside, own)];
		return [
			{ ...parameter, place: own, role: 'parameter' },
			...inside.flatMap((one): readonly Shown[] => {
				const of = `${own} › ${one.displayName ?? one.name ?? ''}`;
				if (one.values) return [{ ...one, place: of, role: 'group' }, ...within(one.values, of)];
				return [{ ...one, place: of, role: 'choice' }];
			}),
			...(parameter.modes ?? []).map((one): Shown => ({ ...one, place: `${own} › ${one.displayName ?? ''}`, role: 'mode' })),
		];
	});
}

const isNotice = ({ type }: Shown): boolean => type === 'notice';
const isHidden = ({ type }: Shown): boolean => type === 'hidden';
const parameters = shown.filter((one) => one.role === 'parameter' && !isNotice(one) && !isHidden(one));

/** What the editor calls it. A choice may be called like the vendor's own word for it. */
function labelOf({ role, displayName, name, value }: Shown): string {
	if (role !== 'choice') return displayName ?? '';
	return name === value ? '' : (name ?? '');
}
const labels = shown.filter((one) => !isNotice(one)).map((one) => ({ place: one.place, label: labelOf(one) }));
const columns = [...AXERO_FIELDS, ...APPENATE_FIELDS, ...HIGHQ_FIELDS, ...ISPRING_FIELDS].map(({ label }) => ({ place: 'Fields', label }));

/** Every text, with what it is. */
const texts = shown.flatMap((one) =>
	[
		isNotice(one) ? one.displayName : undefined,
		one.description,
		one.hint,
		one.role === 'choice' ? one.action : undefined,
		one.placeholder,
		labelOf(one),
	].flatMap((text) => (text === undefined || text === '' ? [] : [{ place: one.place, text: withoutTags(text) }])),
);

/** As people see it. */
function withoutTags(text: string): string {
	return text.replace(/<[^>]*>/g, '');
}

/** Names of companies and brands are spelled as they spell them. */
const BRANDS = /\b(?:iSpring Learn|iSpring Suite|eForms Mobile|Forms On Fire|iForms Africa)\b/g;
const SMALL = /^(?:a|an|and|as|at|but|by|for|if|in|nor|of|on|or|per|the|to|via|vs)$/;

/** Title Case, as n8n has it: a small word is lower unless it stands first, last, or first in brackets. */
function inTitleCase(label: string): boolean {
	// What a value looks like is no word: #FF8800, ispringlearn.com.
	const words = label
		.replace(BRANDS, 'Name')
		.replace(/\([^)]*[.#][^)]*\)/g, '')
		.split(/[\s/]+/)
		.filter((word) => word !== '');
	return words.every((word, i) => {
		const plain = word.replace(/[^\p{L}\p{N}-]/gu, '');
		const isSmall = SMALL.test(plain.toLowerCase());
		if (word.startsWith('(')) return isSmall || !/^\p{Ll}/u.test(plain);
		const isLast = words[i + 1]?.startsWith('(') ?? true;
		if (isSmall && i > 0 && !isLast) return SMALL.test(plain);
		return !/^\p{Ll}/u.test(plain);
	});
}

/** Names of things that keep their capitals within a sentence. */
const NAMES = /^(?:SCIM|ID|HighQ|Axero|Appenate|iSpring)$/;

describe('what the editor shows', () => {
	it('is found', () => {
		expect(shown.length).toBeGreaterThan(1_000);
		expect(texts.length).toBeGreaterThan(1_000);
	});

	it('has labels in Title Case', () => {
		expect(unique([...labels, ...columns].filter(({ label }) => !inTitleCase(label)))).toEqual([]);
	});

	it('has labels that fit their place', () => {
		const isLong = ({ place, label }: { place: string; label: string }): boolean =>
			label.length > (place.includes('› Options ›') || place.includes('› Filters ›') ? 36 : 40);

		expect(unique(labels.filter(isLong))).toEqual([]);
		expect(unique(shown.filter(({ role, displayName = '' }) => role === 'mode' && displayName.length > 14))).toEqual([]);
	});

	it('has actions in sentence case, without articles', () => {
		const actions = shown.flatMap(({ place, action, role }) => (role === 'choice' && action !== undefined ? [{ place, action }] : []));
		const isOdd = ({ action }: { action: string }): boolean => {
			const [first = '', ...others] = action.split(' ');
			return (
				!/^\p{Lu}/u.test(first) ||
				others.some((word) => /^\p{Lu}/u.test(word) && !NAMES.test(word)) ||
				/\b(?:an?|the)\b/i.test(action) ||
				action.endsWith('.')
			);
		};

		expect(actions.length).toBeGreaterThan(100);
		expect(unique(actions.filter(isOdd))).toEqual([]);
	});

	it('says of every switch whether', () => {
		const switches = parameters.filter(({ type }) => type === 'boolean');

		expect(switches.length).toBeGreaterThan(20);
		expect(unique(switches.filter(({ description = '' }) => !description.startsWith('Whether ')))).toEqual([]);
	});

	it('gives examples as examples', () => {
		const isButton = ({ type, role }: Shown): boolean => role === 'parameter' && (type === 'collection' || type === 'fixedCollection');
		const given = shown.filter(({ placeholder = '' }) => placeholder !== '');
		const odd = given.filter((one) => !(isButton(one) ? /^Add [A-Z]/ : /^e\.g\. /).test(one.placeholder ?? ''));

		expect(given.length).toBeGreaterThan(50);
		expect(unique(odd)).toEqual([]);
	});

	it('ends a description of several sentences with a stop, and none of one', () => {
		const described = shown.filter((one) => one.description !== undefined && !isHidden(one));
		const isOdd = ({ description = '' }: Shown): boolean => {
			const text = withoutTags(description).replace(/e\.g\./g, 'e.g.,');
			const several = /[.!?]["')]? +["'(]?[\p{Lu}\d]/u.test(text) || /[.?!] i(?:Spring|D)/.test(text);
			return several !== text.endsWith('.');
		};

		expect(unique(described.filter(isOdd))).toEqual([]);
	});

	it('begins a description, a hint and a notice as a sentence', () => {
		const said = shown.flatMap((one) =>
			[one.description, one.hint, isNotice(one) ? one.displayName : undefined].map((text) => ({ place: one.place, text })),
		);

		expect(unique(said.filter(({ text }) => text !== undefined && !/^(?:[\p{Lu}\d"<]|iSpring)/u.test(text)))).toEqual([]);
	});

	it('describes every parameter that takes a value, and every operation', () => {
		const CHOSEN_FIRST = ['resource', 'operation'];
		const isUndescribed = ({ description = '', type = '', name = '' }: Shown): boolean =>
			description === '' && !['collection', 'fixedCollection'].includes(type) && !CHOSEN_FIRST.includes(name);
		const operations = shown.filter(({ role, action }) => role === 'choice' && action !== undefined);

		expect(unique(parameters.filter(isUndescribed))).toEqual([]);
		expect(unique(operations.filter(({ description = '' }) => description === ''))).toEqual([]);
	});

	it('is plain American English, in the words of n8n', () => {
		const odd = [...texts, ...columns.map(({ place, label }) => ({ place, text: label }))].flatMap(({ place, text }) =>
			oddWords(text, { highQ: place.startsWith('HighQ') || (/Organisation/.test(text) && place === 'Fields') }),
		);

		expect([...new Set(odd)]).toEqual([]);
	});

	it(`stands in sentences of fewer than ${MOST_WORDS} words`, () => {
		const sentences = texts.flatMap(({ place, text }) =>
			sentencesOf(text).map((sentence) => ({ length: lengthOf(sentence), sentence, place })),
		);
		const longest = [...sentences].sort((one, other) => other.length - one.length).slice(0, 20);

		expect(longest.filter(({ length }) => length >= MOST_WORDS)).toEqual([]);
	});
});

/** Each place once, as a text. */
function unique(found: ReadonlyArray<Readonly<{ place: string }> & Readonly<Record<string, unknown>>>): readonly string[] {
	return [
		...new Set(
			found.map(
				(one) => `${one.place}: ${String(one.label ?? one.action ?? one.text ?? one.placeholder ?? '')} — ${String(one.description ?? '')}`,
			),
		),
	];
}
