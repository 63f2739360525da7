import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { ListEnd } from '../../failure';
import type { UserOperation, Newcomer } from '../../provisioning/userOperation';
import type { ArchivesUsers, CreatesUsers, DeletesUsers, Directory, SwitchesUsers, UserDirectory } from '../../provisioning/directory';
import type { FieldRules } from '../../provisioning/guard';
import type { ListedDirectory } from '../../provisioning/snapshot';
import type { FieldEdits, MatchBy, MatchKey, Profile, Wanted, Write } from '../../provisioning/types';
import type { FieldSpec } from '../../fields/spec';
import type { InputItem } from '../parameters/leftOut';
import type { ShownFor } from '../parameters/options';
import type { Shape } from '../parameters/output';
import type { Session } from '../session/session';
import type { UserMode } from '../parameters/user';

/** One vendor's users, opened for one execution. */
export type OpenedUsers<By extends MatchBy, Options, Doc> = Readonly<{
	session: Session;
	/** Looks users up before it writes them, and makes new ones. */
	directory: UserDirectory<By, Options, Doc> & CreatesUsers<Options, Doc>;
}>;

/** One item of an execution. What holds for the whole execution is read of the first. */
export type Item<Opened> = Readonly<{ context: IExecuteFunctions; i: number; users: Opened }>;

/** The same while the fields that an item gives are read. */
export type GivingItem<Opened> = Item<Opened> & InputItem;

/** What an item asks for, apart from who is meant. */
export type Asked<Options> = Pick<Wanted<MatchBy, Options>, 'edits' | 'options'>;

/** What one operation says and asks at this vendor, beyond what it does at all. */
export type Part = Readonly<{
	/** In the list of operations, in place of the usual text. */
	description?: string;
	/** Below User, after the usual sentence. */
	user?: string;
	/** Traps of the fields, below them. */
	notice?: string;
	/** Parameters between the usual ones and Options. */
	below?: (show: ShownFor) => readonly INodeProperties[];
	options?: readonly INodeProperties[];
}>;

type Find<By extends MatchBy, Options, Doc> = Pick<UserDirectory<By, Options, Doc>, 'find'>;

/**
 * All that the operations on users need to know of one vendor. What a vendor can't do, its value does not have. Whatever
 * reads parameters throws FailureError `invalid` naming the parameter.
 */
export type UserVendor<By extends MatchBy, Options, Doc, Opened extends OpenedUsers<By, Options, Doc>> = Readonly<{
	/** How an item names a user who is there. */
	modes: ReadonlyArray<UserMode<By>>;
	/** How an item names somebody who may not be there yet. */
	personModes: ReadonlyArray<UserMode<By>>;
	fields: readonly FieldSpec[];
	rules: FieldRules;

	/**
	 * The session and the directory that the node's parameters name.
	 * @param operation its name: what a vendor's API lacks is refused here
	 */
	open: (context: IExecuteFunctions, operation: string) => Promise<Opened>;
	/** How a person's fields are given. */
	input: (show: ShownFor, notice?: string) => readonly INodeProperties[];
	/** The collection "Options", and what all operations have in it. */
	optionsParameter: (show: ShownFor, more: INodeProperties[]) => INodeProperties;
	everywhere: readonly INodeProperties[];

	/** The vendor's document of a user as the members of an item, whole and in its short form. */
	show: (document: Doc) => IDataObject;
	simplified: Shape;
	/** What is known of a write before it is made and worth a warning, such as what it costs. */
	foreseen?: (plan: Write<Doc>) => readonly string[];
	profileOf: (document: Doc) => Profile<Doc>;
	/** Users as SCIM 2.0 has them. */
	scim: (first: Item<Opened>) => Promise<(profile: Profile<Doc>) => IDataObject>;

	/** What steers a call that changes no fields. */
	writeOptions: (item: Item<Opened>) => Options;
	/** Somebody who may not be there yet: what Create or Update, Sync and Compare ask for. */
	person: (item: GivingItem<Opened>, operation: 'upsert' | 'sync' | 'compare') => Asked<Options>;
	/** The wish itself, where a key says more than the field of its name. */
	keeping?: (wanted: Wanted<By, Options>) => Wanted<By, Options>;
	/** The fields of somebody whom nobody was found for. */
	newcomer: (wanted: Wanted<By, Options>, users: Opened) => FieldEdits;
	/** What else has to be known before a plan holds. */
	checked?: <W extends Asked<Options>>(
		operation: UserOperation<W, Doc>,
		first: Item<Opened>,
		name: FieldOperation,
	) => UserOperation<W, Doc>;

	get: Part;
	getAll: Part &
		Readonly<{
			/** Where rows of a list have another form than a user who was read. */
			simplified?: Shape;
			filters: (show: ShownFor) => readonly INodeProperties[];
			/** Reads what an item filters by; the list is read when it is called. */
			rows: (item: Item<Opened>) => () => AsyncGenerator<Doc, ListEnd>;
		}>;
	create: Part &
		Readonly<{ above?: (show: ShownFor) => readonly INodeProperties[]; asks: (item: GivingItem<Opened>) => Newcomer<Options> }>;
	update: Part &
		Readonly<{
			asks: (item: GivingItem<Opened>, meant: Readonly<{ key: MatchKey<By>; otherKeys: ReadonlyArray<MatchKey<By>> }>) => Asked<Options>;
			/** Where users are not looked up first. */
			directory?: (first: Item<Opened>) => Directory<By, Options, Doc>;
		}>;
	upsert: Part;
	sync: Part;
	compare: Part;

	/** Everybody, for Sync and Compare. */
	listed: Readonly<{
		/** Beside `find` and `update`: the whole list. */
		directory: (first: Item<Opened>) => ListedDirectory<By, Options, Doc>;
		writeOptions: (first: Item<Opened>) => Options;
		/** Where the list shows too little of somebody who is in the input. */
		inFull?: (listed: ListedDirectory<By, Options, Doc>, first: Item<Opened>) => ListedDirectory<By, Options, Doc>;
		/** A field that tells people apart. */
		scopeField: string;
		/** Whether leavers can be deactivated; where that is a matter of other parameters, when. */
		leavers: ReadonlyArray<Readonly<{ deactivates: boolean; where?: Readonly<Record<string, string[]>> }>>;
		/** @throws FailureError `invalid` where nobody can be deactivated, or the wrong ones could be */
		deactivates: (first: Item<Opened>) => SwitchesUsers<Options, Doc>;
	}>;

	switches?: Readonly<{
		activate: Part;
		deactivate: Part;
		directory: (first: Item<Opened>, goal: 'activate' | 'deactivate') => Find<By, Options, Doc> & SwitchesUsers<Options, Doc>;
		writeOptions?: (item: Item<Opened>, goal: 'activate' | 'deactivate') => Options;
	}>;
	archives?: Part & Readonly<{ directory: (first: Item<Opened>) => Find<By, Options, Doc> & ArchivesUsers<Options, Doc> }>;
	deletes?: Part & Readonly<{ directory: (first: Item<Opened>) => Find<By, Options, Doc> & DeletesUsers<Options, Doc> }>;
}>;

/** The operations that take fields. */
export type FieldOperation = 'create' | 'update' | 'upsert' | 'sync' | 'compare';
