import { changesOf } from '../provisioning/guard';
import type { Change, FieldName, FieldSet, FieldValue, MatchBy, Profile, Switch, Write } from '../provisioning/types';
import { HIDDEN, type Told, type Wording } from '../provisioning/wording';
import { bareLabel, type FieldSpec } from './spec';

/** One entry of a change: of a list of links or of metadata, under the entry's own name. */
export type Entry = Change & Readonly<{ label?: string }>;

/** How a vendor's fields are told. */
export type Telling = Readonly<{
	specs: readonly FieldSpec[];
	secret: FieldSet;
	/** The entries that change, where a field holds several under names of their own. */
	entriesOf?: ((change: Change) => readonly Entry[]) | undefined;
}>;

/** What people are known by, the best first. */
const KNOWN_BY: ReadonlyArray<Exclude<MatchBy, 'id'>> = ['email', 'login', 'username', 'externalId'];

/** Accounts spell the names of their fields in different capitals, so these don't count. */
export function wordingOf({ specs, secret, entriesOf = (change) => [change] }: Telling): Wording {
	const byName = new Map(specs.map((spec) => [spec.name.toLowerCase(), spec]));
	const label = (field: FieldName): string => bareLabel(byName.get(field.toLowerCase())?.label ?? field);
	const shown = (field: FieldName, value: FieldValue | null): FieldValue | null => {
		if (secret.has(field)) return HIDDEN;
		const { spellings = {} } = byName.get(field.toLowerCase()) ?? {};
		return typeof value === 'string' ? (spellings[value] ?? value) : value;
	};
	const tell = (change: Change): readonly Told[] =>
		entriesOf(change).map(({ field, from, to, called, ...own }) => ({
			field: own.label ?? label(field),
			name: field,
			...(from === undefined ? {} : { from: shown(field, from) }),
			to: shown(field, to),
			...(called && !secret.has(field) ? { called } : {}),
		}));
	const { name: status = 'status', states } = specs.find((spec) => bareLabel(spec.label) === STATUS) ?? {};
	const valueOf = ({ fields }: Pick<Profile, 'fields'>, { name }: FieldSpec): string => {
		const value = fields.get(name) ?? [...fields].find(([field]) => field.toLowerCase() === name.toLowerCase())?.[1];
		return typeof value === 'string' ? value.trim() : '';
	};
	return {
		label,
		changes: (plan) => {
			const to = STATES.get(plan.kind);
			if (to === undefined || !('current' in plan)) return changesOf(plan).flatMap(tell);
			const from = stateOf(plan.current.active, shown(status, plan.current.fields.get(status) ?? null), states);
			return [{ field: STATUS, name: status, ...(from === undefined ? {} : { from }), to }];
		},
		personOf: (profile) => {
			const known = KNOWN_BY.flatMap((by) => specs.filter(({ key }) => key === by)).map((spec) => valueOf(profile, spec));
			return known.find((text) => text !== '') ?? profile.id;
		},
		nameOf: (profile) => {
			const parts = specs.filter(({ isName }) => isName).map((spec) => valueOf(profile, spec));
			return parts.filter((text) => text !== '').join(' ') || undefined;
		},
	};
}

/**
 * A user as far as people are told of one: what the user is known by, the name and the status.
 * @param recordOf what is kept of the vendor's document
 */
export function outlining<Doc>(specs: readonly FieldSpec[], recordOf: (record: Doc) => Doc): (profile: Profile<Doc>) => Profile<Doc> {
	const told = specs.filter(({ key, isName, label }) => key !== undefined || isName || bareLabel(label) === STATUS);
	const names = new Set(told.map(({ name }) => name.toLowerCase()));
	return ({ fields, record, ...user }) => ({
		...user,
		fields: new Map([...fields].filter(([name]) => names.has(name.toLowerCase()))),
		record: recordOf(record),
	});
}

/** What the field is called that says whether somebody may sign in. */
const STATUS = 'Status';
const [ACTIVE, INACTIVE, ARCHIVED] = ['Active', 'Inactive', 'Archived'] as const;
const STATES: ReadonlyMap<Write['kind'], string> = new Map<Switch, string>([
	['activate', ACTIVE],
	['deactivate', INACTIVE],
	['archive', ARCHIVED],
]);

function stateOf(active: boolean | undefined, stored: FieldValue | null, states: FieldSpec['states'] = {}): string | undefined {
	if (typeof stored === 'string' && stored !== '') return states[stored] ?? stored.charAt(0).toUpperCase() + stored.slice(1);
	return active === undefined ? undefined : active ? ACTIVE : INACTIVE;
}
