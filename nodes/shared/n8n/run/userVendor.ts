import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { ListEnd } from '../../failure';
import type { Newcomer, UserOperation } from '../../provisioning/userOperation';
import type { ArchivesUsers, CreatesUsers, DeletesUsers, Directory, SwitchesUsers, UserDirectory } from '../../provisioning/directory';
import type { FieldRules } from '../../provisioning/guard';
import type { FindsUsers } from '../../provisioning/plan';
import type { Reference } from '../../provisioning/references';
import type { ListedDirectory } from '../../provisioning/snapshot';
import type { Change, FieldEdits, FieldName, MatchBy, MatchKey, Profile, Wanted, Write } from '../../provisioning/types';
import type { Resting } from '../../fields/atRest';
import type { FieldSpec } from '../../fields/spec';
import type { Entry } from '../../fields/wording';
import type { ScimTable } from '../../scim/table';
import type { InputItem } from '../parameters/leftOut';
import type { Offers, ShownFor } from '../parameters/options';
import type { Shape } from '../parameters/output';
import type { Session } from '../session/session';
import type { UserMode, WhoParameter } from '../parameters/user';

/** The types of one vendor's users. */
export type UserTypes = Readonly<{
	/** The keys that its API can search by. */
	by: MatchBy;
	/** What steers one write without being a field. */
	options: unknown;
	/** The vendor's own document of a user. */
	record: unknown;
	/** What is opened beside session and directory, and what the directory can do besides. */
	opened: object;
}>;

type UserDirectoryOf<T extends UserTypes> = UserDirectory<T['by'], T['options'], T['record']>;
export type ListedDirectoryOf<T extends UserTypes> = ListedDirectory<T['by'], T['options'], T['record']>;
export type SwitchingDirectoryOf<T extends UserTypes> = SwitchesUsers<T['options'], T['record']>;
export type WantedOf<T extends UserTypes> = Wanted<T['by'], T['options']>;
type MeantOf<T extends UserTypes> = Readonly<{ key: MatchKey<T['by']>; otherKeys: ReadonlyArray<MatchKey<T['by']>> }>;

/** One vendor's users, opened for one execution. The directory looks users up before it writes them, and makes new ones. */
type OpenedUsers<T extends UserTypes> = T['opened'] &
	Readonly<{ session: Session; directory: UserDirectoryOf<T> & CreatesUsers<T['options'], T['record']> }>;

/** One item of an execution. What holds for the whole execution is read of the first. */
export type Item<T extends UserTypes> = Readonly<{ context: IExecuteFunctions; i: number; users: OpenedUsers<T> }>;

/** The same while the fields that an item gives are read. */
export type GivingItem<T extends UserTypes> = Item<T> & InputItem;

/** What an item asks for, apart from who is meant. */
export type Asked<Options> = Pick<Wanted<MatchBy, Options>, 'edits' | 'options'>;

/** What one operation says and asks at this vendor, beyond what it does at all. */
export type Part = Readonly<{
	/** In the list of operations, in place of the usual text. */
	description?: string;
	/** Parameters above the usual ones. */
	above?: (show: ShownFor) => readonly INodeProperties[];
	/** Below User, after the usual sentence. */
	user?: string;
	/** What matters most about the fields, below them: one sentence, in place of the usual one. */
	notice?: string;
	/** Parameters between the usual ones and Options. */
	below?: (show: ShownFor) => readonly INodeProperties[];
	options?: readonly INodeProperties[];
	/** In the group "Requests". */
	requests?: readonly INodeProperties[];
}>;

/**
 * All that the operations on users need to know of one vendor. What a vendor can't do, its value does not have. Whatever
 * reads parameters throws FailureError `invalid` naming the parameter.
 */
export type UserVendor<T extends UserTypes> = Readonly<{
	/** As the node is called. */
	name: string;
	/** How an item names a user who is there. */
	modes: ReadonlyArray<UserMode<T['by']>>;
	/** How an item names somebody who may not be there yet. */
	personModes: ReadonlyArray<UserMode<T['by']>>;
	fields: readonly FieldSpec[];
	rules: FieldRules;

	/**
	 * The session and the directory that the node's parameters name.
	 * @param operation its name: what a vendor's API lacks is refused here
	 */
	open: (context: IExecuteFunctions, operation: string) => Promise<OpenedUsers<T>>;
	/** How a person's fields are given. */
	input: (show: ShownFor, notice?: string) => readonly INodeProperties[];
	/** Options of the operations that take fields. */
	fieldOptions?: readonly INodeProperties[];
	/** The collection "Options", and what all operations have in its group "Requests". */
	optionsParameter: (show: ShownFor, offers: Offers) => INodeProperties;
	requests?: readonly INodeProperties[];

	/** The vendor's document of a user as the properties of an item, whole and in its short form. */
	show: (record: T['record']) => IDataObject;
	simplified: Shape;
	/** The entries that change, where a field holds several under names of their own. */
	entriesOf?: (change: Change) => readonly Entry[];
	/** What is known of a write before it is made and worth a warning, such as what it costs. */
	foreseen?: (plan: Write<T['record']>) => readonly string[];
	profileOf: (record: T['record']) => Profile<T['record']>;
	/** A user who waits as a text, as a look-up has shown one, and as the list of everybody has. */
	resting: Readonly<{ found: Resting<T['record']>; listed: Resting<T['record']> }>;
	/** Which fields SCIM's attributes are, and a profile by the names of that table where it has others. */
	scim: (first: Item<T>) => ScimTable | Promise<ScimTable>;
	scimProfile?: (profile: Profile<T['record']>) => Profile<T['record']>;

	/** What steers a call that changes no fields. */
	writeOptions: (item: Item<T>) => T['options'];
	/** Somebody who may not be there yet: what Create or Update, Sync and Compare ask for. */
	person: (item: GivingItem<T>, of: Readonly<{ operation: 'upsert' | 'sync' | 'compare'; key: MatchKey<T['by']> }>) => Asked<T['options']>;
	/** The wish itself, where a key says more than the field of its name. */
	keeping?: (wanted: WantedOf<T>, who: WhoParameter) => WantedOf<T>;
	/** The fields of somebody whom nobody was found for. */
	newcomer: (wanted: WantedOf<T>, users: OpenedUsers<T>) => FieldEdits;
	/** What else has to be known before a plan holds. */
	checked?: <W extends Asked<T['options']>>(
		operation: UserOperation<W, T['record']>,
		first: Item<T>,
		name: FieldOperation,
	) => UserOperation<W, T['record']>;

	/**
	 * Fields whose values name other records of the vendor, each with what finds them.
	 * @param first read for what holds for the execution, such as whether missing records are made
	 */
	references?: (first: Item<T>, lookUp: UserLookUp<T>) => ReadonlyArray<Reference<T['record']>>;

	get: Part;
	getAll: Part &
		Readonly<{
			/** Where rows of a list have another form than a user who was read. */
			simplified?: Shape;
			filters: (show: ShownFor) => readonly INodeProperties[];
			/** Reads what an item filters by; the list is read when it is called. */
			rows: (item: Item<T>) => () => AsyncGenerator<T['record'], ListEnd>;
		}>;
	create: Part & Readonly<{ asks: (item: GivingItem<T>) => Newcomer<T['options']> }>;
	update: Part &
		Readonly<{
			asks: (item: GivingItem<T>, meant: MeantOf<T>) => Asked<T['options']>;
			/** Where users are not looked up first. */
			directory?: (first: Item<T>) => Directory<T['by'], T['options'], T['record']>;
		}>;
	upsert: Part;
	sync: Part;
	compare: Part;

	/** Everybody, for Sync and Compare. */
	listed: Readonly<{
		/** Beside `find` and `update`: the whole list. */
		directory: (first: Item<T>) => ListedDirectoryOf<T>;
		/**
		 * What steers the reading of the list, where that is more than what steers one call.
		 * @param conditional the fields that tell who may be a leaver
		 */
		writeOptions?: (first: Item<T>, conditional: readonly FieldName[]) => T['options'];
		/** Where the list shows too little of somebody who is in the input. */
		inFull?: (listed: ListedDirectoryOf<T>, first: Item<T>) => ListedDirectoryOf<T>;
		/** Whether leavers can be deactivated; where that is a matter of other parameters, when. */
		leavers: ReadonlyArray<Readonly<{ deactivates: boolean; where?: Readonly<Record<string, string[]>> }>>;
		/** @throws FailureError `invalid` where nobody can be deactivated, or the wrong ones could be */
		deactivates: (first: Item<T>) => SwitchingDirectoryOf<T>;
	}>;

	activate?: TurningPart<T, SwitchingDirectoryOf<T>>;
	deactivate?: TurningPart<T, SwitchingDirectoryOf<T>>;
	archive?: TurningPart<T, ArchivesUsers<T['options'], T['record']>>;
	delete?: TurningPart<T, DeletesUsers<T['options'], T['record']>>;
}>;

/** How users are found whom a field names. */
export type UserLookUp<T extends UserTypes> = Readonly<{
	operation: FieldOperation;
	/** Answered from the list of all users, where one was read. */
	find: (key: MatchKey<T['by']>) => Promise<ReadonlyArray<Profile<T['record']>>>;
	/** Past that list: what the vendor says now. */
	findNow: (key: MatchKey<T['by']>) => Promise<ReadonlyArray<Profile<T['record']>>>;
	/** Whether that list shows this key of everybody: then who is not found in it is nobody. */
	isShown?: (by: T['by']) => boolean;
}>;

/** An operation on a user who is there, without fields, and a directory that can do it. */
export type TurningPart<T extends UserTypes, Can> = Part &
	Readonly<{
		directory: (first: Item<T>) => FindsUsers<T['by'], T['options'], T['record']> & Can;
		/** What steers this call, where that is more than what steers others. */
		writeOptions?: (item: Item<T>) => T['options'];
	}>;

/** The operations that take fields. */
export type FieldOperation = 'create' | 'update' | 'upsert' | 'sync' | 'compare';
