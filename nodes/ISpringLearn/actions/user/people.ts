import type { IExecuteFunctions } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import { keepingKey } from '../../../shared/n8n/keepingKey';
import { isEmailAddress } from '../../../shared/n8n/keyText';
import { leaverRules } from '../../../shared/n8n/leaverRules';
import type { InputItem } from '../../../shared/n8n/leftOut';
import { otherKeysOf } from '../../../shared/n8n/otherKeys';
import { repeatsOf } from '../../../shared/n8n/patienceOptions';
import { scimUserOf } from '../../../shared/n8n/scim';
import { userKey, type UserMode } from '../../../shared/n8n/user';
import { toText } from '../../../shared/n8n/values';
import { creatingOrUpdating, type Course } from '../../../shared/provisioning/courses';
import type { CreatesUsers } from '../../../shared/provisioning/directory';
import type { LeaverRules } from '../../../shared/provisioning/leavers';
import type { ListedDirectory } from '../../../shared/provisioning/snapshot';
import type { Wanted } from '../../../shared/provisioning/types';
import type { ISpringDirectory } from '../../iSpringDirectory';
import { ISPRING_FIELDS, SILENT, USER_NAME, type ISpringKey, type ISpringProfile, type ISpringUser, type ISpringWith } from '../../profile';
import { iSpringScim, scimProfile } from '../../scim';
import type { OpenedISpring } from '../open';
import { resolving, userEdits } from './edits';
import { askedFirst, invitationOf, newcomer, newUserEdits } from './newUser';

/** How a user can be named at iSpring. */
export const USER_MODES: ReadonlyArray<UserMode<ISpringKey>> = [
	{ by: 'email', label: 'By E-Mail', placeholder: 'e.g. ana@example.com' },
	{ by: 'login', label: 'By Login', placeholder: 'e.g. ana.silva' },
	{ by: 'id', label: 'By ID', placeholder: 'e.g. f29d887c-5cff-11e9-9e6a-0a580af40692' },
];

/** iSpring gives the IDs, so nobody can be made under one. */
export const PERSON_MODES: ReadonlyArray<UserMode<ISpringKey>> = USER_MODES.filter(({ by }) => by !== 'id');

export type Person = Wanted<ISpringKey, ISpringWith>;
type People = ListedDirectory<ISpringKey, ISpringWith, ISpringUser> & CreatesUsers<ISpringWith, ISpringUser>;

/**
 * Somebody who may not be there yet.
 * @throws FailureError `invalid`
 */
export function readPerson(
	item: InputItem,
	{ protocol, directory, creates }: Pick<OpenedISpring, 'protocol' | 'directory'> & Readonly<{ creates: boolean }>,
): Person {
	const { context, i } = item;
	const edits = userEdits(item, protocol);
	directory.assertCarried(edits);
	return {
		key: userKey(context, i, PERSON_MODES),
		otherKeys: otherKeysOf(context, i, USER_MODES),
		edits,
		with: creates ? { invitation: invitationOf(context, i, protocol), beside: newUserEdits(context, i, protocol) } : SILENT,
	};
}

/**
 * Somebody who will be found by the same key again. SCIM's userName is the login; one that is an e-mail address says
 * nothing of a login that is none, and is left out: identity providers send it for everybody.
 * @throws FailureError `invalid` naming both values
 */
export function keepingOwnKey(person: Person): Person {
	const { key, edits } = person;
	const userName = edits.get(USER_NAME);
	if (key.by !== 'login' || userName === undefined || userName === 'clear') return keepingKey(person, ISPRING_FIELDS);
	const others = new Map([...edits].filter(([name]) => name !== USER_NAME));
	const isNoLogin = isEmailAddress(toText(USER_NAME, userName.set)) && !isEmailAddress(key.value);
	return keepingKey({ ...person, edits: isNoLogin ? others : new Map([...others, ['login', userName]]) }, ISPRING_FIELDS);
}

/** Create or Update of people: everything that can be asked is asked before the first write. */
export function joining(context: IExecuteFunctions, people: People, directory: ISpringDirectory): Course<Person, ISpringUser> {
	const course = creatingOrUpdating(
		people,
		({ key, edits, with: { beside } }: Person) => newcomer(edits, [[key.by, { set: key.value }], ...beside]),
		repeatsOf(context),
	);
	return resolving(context, askedFirst(course, directory), directory);
}

/** @throws FailureError `invalid` when leavers are to be deactivated by an API that can't */
export function iSpringLeavers(context: IExecuteFunctions, directory: OpenedISpring['directory']): LeaverRules<ISpringUser> {
	const rules = leaverRules<ISpringUser>(context, {
		whyProtected: directory.whyProtected,
		emailOf: (profile) => directory.keyOf(profile, 'email'),
	});
	if (rules.then !== 'deactivate' || 'setActive' in directory) return rules;
	throw failed({
		kind: 'invalid',
		parameter: 'Users Not in the Input',
		says: 'REST (Header) can deactivate nobody',
		todo: 'Choose Report or Ignore, or another API.',
	});
}

/** A profile as a SCIM user. Countries need the account's list, which is read only when SCIM is asked for. */
export async function scimWriter(context: IExecuteFunctions, { account }: Pick<ISpringDirectory, 'account'>) {
	const isAsked = context.getNodeParameter('output', 0, 'simplified') === 'scim';
	const table = iSpringScim(isAsked ? await account.read() : []);
	return (profile: ISpringProfile) => scimUserOf(context, scimProfile(profile), table);
}
