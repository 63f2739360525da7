import { isJsonObject, parseJson, type JsonObject } from '../json/json';
import type { FieldName, FieldValue, Profile } from '../provisioning/types';
import type { UserOperation } from '../provisioning/userOperation';

/** A user as a text in JSON, and back. */
type Resting<Doc> = Readonly<{
	textOf: (profile: Profile<Doc>) => string;
	profileIn: (document: JsonObject) => Profile<Doc>;
}>;

/**
 * The same operation, in whose plans a user is the text that the vendor sent: a third of the memory, while tens of
 * thousands wait for the whole set to be planned and for their write. What is asked of such a user is read from it again.
 * Not for users of a list that is kept anyway.
 */
export function restingPlans<W, Doc extends JsonObject>(operation: UserOperation<W, Doc>, resting: Resting<Doc>): UserOperation<W, Doc> {
	return {
		...operation,
		plan: async (wanted) => {
			const plan = await operation.plan(wanted);
			return 'current' in plan ? { ...plan, current: new AtRest(plan.current, resting) } : plan;
		},
	};
}

/** A class, because an object with getters of its own takes as much memory again as a short text. */
class AtRest<Doc extends JsonObject> implements Profile<Doc> {
	readonly id: string;
	declare readonly active?: boolean;
	readonly text: string;

	constructor(
		profile: Profile<Doc>,
		private readonly resting: Resting<Doc>,
	) {
		const { id, active } = profile;
		this.id = id;
		if (active !== undefined) this.active = active;
		this.text = inOnePiece(resting.textOf(profile));
	}

	get fields(): ReadonlyMap<FieldName, FieldValue> {
		return this.awake().fields;
	}

	get record(): Doc {
		return this.awake().record;
	}

	private awake(): Profile<Doc> {
		const document = parseJson(this.text);
		if (!isJsonObject(document)) throw new Error('A user who was read before is a JSON object');
		return this.resting.profileIn(document);
	}
}

/** A text that was put together is kept as its parts, which take seven times the memory, until a letter of it is asked for. */
function inOnePiece(text: string): string {
	text.charCodeAt(0);
	return text;
}
