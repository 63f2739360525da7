import type { Reference, Referred } from './references';
import type { Change, FieldName, FieldValue, NonEmpty, Plan } from './types';

/** What people call the records that fields name: of those that were looked up, and of those that a list has shown. */
export function referredNames<Doc>(references: ReadonlyArray<Reference<Doc>>) {
	const labels = new Map<string, string>();
	const keyOf = (field: FieldName, value: string): string => JSON.stringify([field, value]);

	/** Undefined where no name is known. */
	const nameOf = (reference: Reference<Doc>, value: FieldValue | null | undefined): FieldValue | undefined => {
		if (typeof value === 'string') return reference.nameOf?.(value) ?? labels.get(keyOf(reference.field, value));
		if (value === null || value === undefined || !isList(value)) return undefined;
		return value.map((one) => nameOf(reference, one) ?? one);
	};
	const named = (change: Change): Change => {
		const reference = references.find(({ field }) => field === change.field);
		if (!reference) return change;
		const [from, to] = [nameOf(reference, change.from), nameOf(reference, change.to)];
		return { ...change, called: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) } };
	};
	const namedAll = ([first, ...others]: NonEmpty<Change>): NonEmpty<Change> => [named(first), ...others.map(named)];

	return {
		note: (field: FieldName, { value, label }: Referred): void => {
			labels.set(keyOf(field, value), label);
		},
		/** The same plan, whose changes say what people call what they name. */
		inPlan: (plan: Plan<Doc>): Plan<Doc> => {
			if (plan.kind === 'create') return { ...plan, changes: plan.changes.map(named) };
			return plan.kind === 'update' || plan.kind === 'updateUnseen' ? { ...plan, changes: namedAll(plan.changes) } : plan;
		},
	};
}

function isList(value: FieldValue): value is readonly FieldValue[] {
	return Array.isArray(value);
}
