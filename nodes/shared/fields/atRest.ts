import { isJsonObject, parseJson, writeJson, type JsonObject } from '../json/json';
import { ownText, type NamedUsers } from '../provisioning/snapshot';
import type { FieldName, FieldValue, Plan, Profile, UserId, Write } from '../provisioning/types';
import type { UserOperation } from '../provisioning/userOperation';

/** A user as a text in JSON, and back. Both pure. */
export type Resting<Doc> = Readonly<{
	textOf: (profile: Profile<Doc>) => string;
	/** @param active as the profile had it */
	profileIn: (document: JsonObject, active: boolean | undefined) => Profile<Doc>;
}>;

/** Of users whose record says all of them. */
export function recordsAtRest<Doc extends JsonObject>(profileIn: Resting<Doc>['profileIn']): Resting<Doc> {
	return { textOf: ({ text, record }) => text ?? writeJson(record), profileIn };
}

/**
 * The same operation, in whose plans a user is a text: a third of the memory, while tens of thousands wait for the whole set to
 * be planned and for their write. What is asked of such a user is read from it again.
 * @param rest gives the user who waits
 */
export function restingPlans<W, Doc>(
	operation: UserOperation<W, Doc>,
	rest: (current: Profile<Doc>) => Profile<Doc>,
): UserOperation<W, Doc> {
	return {
		...operation,
		plan: async (wanted) => withUser<Plan<Doc>, Doc>(await operation.plan(wanted), rest),
		write: async (plan, wanted) => await operation.write(withUser<Write<Doc>, Doc>(plan, awake), wanted),
	};
}

/** Users of a list, by ID, who wait as texts: a list of everybody may name tens of thousands. */
export class UsersAtRest<Doc> implements NamedUsers<Doc> {
	private readonly users = new Map<UserId, Profile<Doc>>();

	constructor(private readonly resting: Resting<Doc>) {}

	set(id: UserId, profile: Profile<Doc>): void {
		this.users.set(id, atRest({ ...profile, id }, this.resting));
	}

	delete(id: UserId): void {
		this.users.delete(id);
	}

	get(id: UserId): Profile<Doc> | undefined {
		const user = this.users.get(id);
		return user && awake(user);
	}

	/** Somebody from here who is to wait again. Whoever is not, or has been read since, is one of few and stays as they are. */
	again(profile: Profile<Doc>): Profile<Doc> {
		const user = this.users.get(profile.id);
		if (user?.text === undefined || user.text !== profile.text) return profile;
		return user.active === profile.active ? user : atRest(profile, this.resting);
	}

	*values(): Generator<Profile<Doc>> {
		for (const user of this.users.values()) yield awake(user);
	}
}

function withUser<P extends Plan<Doc>, Doc>(plan: P, form: (current: Profile<Doc>) => Profile<Doc>): P {
	return 'current' in plan ? { ...plan, current: form(plan.current) } : plan;
}

/** The same user, of whom little more is kept than a text. */
export function atRest<Doc>(profile: Profile<Doc>, resting: Resting<Doc>): Profile<Doc> {
	return new AtRest(profile, ownText(resting.textOf(profile)), resting);
}

function awake<Doc>(profile: Profile<Doc>): Profile<Doc> {
	return profile instanceof AtRest ? (profile as AtRest<Doc>).awake() : profile;
}

/** A class, because an object with getters of its own takes as much memory again as a short text. */
class AtRest<Doc> implements Profile<Doc> {
	readonly id: UserId;
	declare readonly active?: boolean;

	constructor(
		{ id, active }: Profile<Doc>,
		readonly text: string,
		private readonly resting: Resting<Doc>,
	) {
		this.id = id;
		if (active !== undefined) this.active = active;
	}

	get fields(): ReadonlyMap<FieldName, FieldValue> {
		return this.awake().fields;
	}

	get record(): Doc {
		return this.awake().record;
	}

	awake(): Profile<Doc> {
		const { text, active } = this;
		const document = parseJson(text);
		if (!isJsonObject(document)) throw new Error('A user who was read before is a JSON object');
		return { ...this.resting.profileIn(document, active), ...(active === undefined ? {} : { active }), text };
	}
}
