import { countryCode } from '../../shared/fields/countries';
import { failed, failureOf, invalid } from '../../shared/failure';
import { toDay } from '../../shared/fields/days';
import { toText } from '../../shared/fields/values';
import { isJsonObject, scalarText, type JsonObject } from '../../shared/json/json';
import type { Edit, FieldEdits, FieldName, FieldValue } from '../../shared/provisioning/types';
import { byName } from './compare';
import { isProperty, USER_NAME } from './profile';
import { isYes } from '../wire/xmlRecords';

/** A field of the account's user profile, as its owner defined it. */
export type ProfileField = Readonly<{
	id: string;
	name: FieldName;
	label: string;
	type: string;
	required: boolean;
	unique: boolean;
	position: number;
	/** What a field of type country or list takes. */
	values: ReadonlyArray<Readonly<{ name: string; value: string }>>;
}>;

/** Source: OpenAPI, UserFieldInfo. */
export function toProfileField(info: JsonObject): ProfileField {
	const textOf = (name: string): string | undefined => scalarText(info[name]);
	const name = textOf('name') ?? '';
	return {
		id: textOf('userFieldInfoId') ?? '',
		name,
		label: textOf('label') ?? name,
		type: textOf('type') ?? '',
		required: isYes(textOf('isRequired')),
		unique: isYes(textOf('isUnique')),
		position: Number(textOf('orderPriority') ?? 0),
		values: (Array.isArray(info.values) ? info.values.filter(isJsonObject) : []).flatMap(({ name: called, value }) => {
			const given = scalarText(value) ?? '';
			return given === '' ? [] : [{ name: scalarText(called) || given, value: given }];
		}),
	};
}

/** What the account's settings say of its fields. */
export interface AccountFields {
	/**
	 * The fields; none for a sign-in that iSpring does not let read them.
	 * @throws FailureError for whatever else kept them from being read: unread settings are no empty ones
	 */
	readonly read: () => Promise<readonly ProfileField[]>;

	/**
	 * Edits with the values of lists in place of their names, and points in time as days where the account has a date.
	 * Reads the settings where an edit needs them, once.
	 * @param zone the workflow's time zone
	 * @throws FailureError `invalid` for clearing what the account demands, and for a country that it does not have; of {@link read}
	 */
	readonly resolved: (edits: FieldEdits, zone: string) => Promise<FieldEdits>;

	/** A value of a list in place of its name, as far as the settings were read. Pure after that. */
	readonly valueOf: (field: FieldName, value: FieldValue | null) => FieldValue | null;
}

/** Texts in every account: nothing about them needs to be looked up. */
const PLAIN: ReadonlySet<string> = new Set(['login', 'email', 'first_name', 'last_name', 'job_title', 'phone', USER_NAME.toLowerCase()]);

/** @param load what a channel reads once */
export function accountFields(load: () => Promise<readonly ProfileField[]>): AccountFields {
	let known: ReadonlyMap<string, ProfileField> = new Map();

	const read = async (): Promise<readonly ProfileField[]> => {
		const fields = await load().catch((error: unknown): readonly ProfileField[] => {
			const failure = failureOf(error);
			if (failure.kind === 'refused' && failure.forbidden) return [];
			throw failed({ ...failure, says: `The fields of the account could not be read: ${failure.says}` });
		});
		known = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
		return fields;
	};

	const valueOf: AccountFields['valueOf'] = (field, value) => {
		if (typeof value !== 'string' || isProperty(field)) return value;
		const { type, values } = byName(known, field) ?? { type: '', values: [] };
		if (values.some((one) => one.value === value)) return value;
		const wanted = value.trim().toLowerCase();
		const named = values.filter(({ name }) => name.trim().toLowerCase() === wanted);
		const code = named.length === 0 && type.toLowerCase() === 'country' ? countryCode(value) : undefined;
		const [one, ...others] = code === undefined ? named : values.filter(({ name }) => countryCode(name) === code);
		return one === undefined || others.length > 0 ? value : one.value;
	};

	return {
		read,
		valueOf,
		resolved: async (edits, zone) => {
			const needs = ([name, edit]: readonly [FieldName, Edit]): boolean =>
				!isProperty(name) && (edit === 'clear' || !PLAIN.has(name.toLowerCase()));
			if (![...edits].some(needs)) return edits;
			await read();
			return new Map(
				[...edits].map(([name, edit]): [FieldName, Edit] => {
					const field = byName(known, name);
					if (edit === 'clear') {
						assertOptional(field);
						return [name, edit];
					}
					const value = isDate(field) ? (toDay(field.label, edit.set, zone) ?? '') : (valueOf(name, edit.set) ?? edit.set);
					assertCountry(field, value);
					return [name, { ...edit, set: value }];
				}),
			);
		},
	};
}

/** Whether the account has a field for a day without a time; the types are those that iSpring's pages list. */
export function isDate<F extends Pick<ProfileField, 'type'>>(field: F | undefined): field is F {
	return /^(birthdate|date)$/i.test(field?.type ?? '');
}

function assertOptional(field: ProfileField | undefined): void {
	if (!field?.required) return;
	throw invalid(field.label, `${field.label} can't be cleared: the account requires a value`, 'Map a value, or leave the field out.');
}

function assertCountry(field: ProfileField | undefined, value: FieldValue): void {
	if (field?.type.toLowerCase() !== 'country' || field.values.length === 0 || field.values.some((one) => one.value === value)) return;
	throw invalid(
		field.label,
		`${field.label} takes a country from the account's list, not "${toText(field.label, value)}"`,
		'Use its name or number as shown by Profile Field: Get Many, or its two-letter code, or leave the field out.',
	);
}
