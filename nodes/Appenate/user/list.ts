import { failed, failureOf, type FailureError } from '../../shared/failure';
import { INACTIVE, type AppenateProfile } from './profile';
import { notTheApi } from '../wire/failure';
import type { AppenateRequest } from '../wire/request';
import { everybody } from './search';

/** What the search finds somebody by, whose ID alone is known. */
type Query = readonly [name: string, value: string];

export type ListedKeys = Readonly<{
	/**
	 * @param id as `guid` writes it
	 * @returns undefined when nobody has this ID
	 */
	queryFor: (id: string) => Promise<Query | undefined>;
}>;

/** Who is called how, from a list of all users that is read when it is first asked for, and once in an execution. */
export function listedKeys(request: AppenateRequest): ListedKeys {
	let read: Promise<ReadonlyMap<string, Query>> | undefined;
	return {
		queryFor: async (id) => {
			read ??= keysOfAll(request);
			return (await read).get(id);
		},
	};
}

async function keysOfAll(request: AppenateRequest): Promise<ReadonlyMap<string, Query>> {
	const keys = new Map<string, Query>();
	const list = everybody(request, { placesAs: 'ids', word: INACTIVE });
	for (;;) {
		const next = await list.next().catch((error: unknown) => {
			throw noWay(error);
		});
		if (!next.done) keys.set(next.value.id, keyOf(next.value));
		else if (next.value.complete) return keys;
		else throw notTheApi(200, `the list of users may not be complete: ${next.value.why}`);
	}
}

/** Whoever signs in without an address has a name at least. */
function keyOf({ fields }: AppenateProfile): Query {
	const text = (name: string): string => {
		const value = fields.get(name);
		return typeof value === 'string' ? value : '';
	};
	if (text('Email') !== '') return ['Email', text('Email')];
	return text('ExternalId') === '' ? ['Name', text('LastName')] : ['ExternalId', text('ExternalId')];
}

/** Some services may want a filter; what else keeps a list from being read says so itself. */
function noWay(error: unknown): FailureError {
	const failure = failureOf(error);
	if (failure.kind !== 'refused' || failure.status === 405) return failed(failure);
	return failed({
		...failure,
		says: `This service has no read by ID (HTTP 405), and the list of its users was refused. ${failure.says}`,
		todo: 'Choose users by e-mail address or external ID.',
	});
}
