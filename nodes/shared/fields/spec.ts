import type { FieldName, MatchBy } from '../provisioning/types';

/** One line of a vendor's field table: how the field is offered as a column and what it takes. */
export type FieldSpec = Readonly<{
	/** The vendor's own name in writes. */
	name: FieldName;
	label: string;
	/** What the vendor's screens and exports call the field besides: Map Automatically takes such columns too. */
	alsoCalled?: readonly string[];
	/** `list`: several texts. `json`: an object or a list of objects. `date`: a day without a time. */
	type: 'text' | 'boolean' | 'list' | 'json' | 'choice' | 'date';
	choices?: readonly string[];
	/** Other words for a choice, in lower case: numbers, the words of older pages. */
	spellings?: Readonly<Record<string, string>>;
	/** How a stored state reads, where the vendor's own word for it is what was done. */
	states?: Readonly<Record<string, string>>;
	/** What kind of key of a person the field holds: such a value is trimmed like a key and held to the same rules. */
	key?: Exclude<MatchBy, 'id'>;
	/** Part of what people call the user: given and family name, in this order. */
	isName?: true;
	/** Shown at once in a new node; the others are one click away. */
	common?: boolean;
	/** Never shown in an output, an error or a preview. */
	secret?: boolean;
	/** Whether the vendor lets the field be emptied; where that is not documented, it is tried. Default true. */
	clearable?: boolean;
}>;

/** Whether people sign in with what stands in a field: an email address, a login, a user name. Capitals in its name don't count. */
export function signInFields(specs: readonly FieldSpec[]): (field: FieldName) => boolean {
	return keyFields(specs.filter(({ key }) => key !== 'externalId'));
}

/** Whether people are found by what stands in a field. Capitals in its name don't count. */
export function keyFields(specs: readonly FieldSpec[]): (field: FieldName) => boolean {
	const names = new Set(specs.filter(({ key }) => key !== undefined).map(({ name }) => name.toLowerCase()));
	return (field) => names.has(field.toLowerCase());
}

/** A label without the remark behind it: Country of Country (Number). */
export function bareLabel(label: string): string {
	return label.replace(/ \([^()]*\)$/, '');
}
