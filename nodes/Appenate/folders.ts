import { failed } from '../shared/failure';
import { readAll } from '../shared/http/pages';
import type { JsonObject } from '../shared/json/json';
import type { RecordStore } from './recordStore';
import { notTheApi } from './wire/failure';
import { idOf, searchRows } from './wire/pages';
import type { AppenateRequest } from './wire/request';

export const FOLDERS = { path: '/folder/search', list: 'Folders' } as const;

/** How an item names a folder. */
export type FolderKey = Readonly<{ by: 'Id' | 'Name' | 'ExternalId'; value: string }>;

/**
 * The folder that the key means.
 * @throws FailureError `unreadable` when another one is shown: whether Appenate also takes a part of a name is not documented
 */
export async function folderBy({ by, value }: FolderKey, { read }: Pick<RecordStore, 'read'>): Promise<JsonObject> {
	const folder = await read(by, value);
	if (by === 'Id' || folder[by] === value) return folder;
	throw notTheApi(200, 'it shows a different folder than the one requested');
}

/**
 * The ID of the one folder that the key means, to the letter. "DELETE Folder" takes a name and an external ID as
 * well, but no page says what happens where several folders fit.
 * @throws FailureError `notFound` or `ambiguous`, and `unreadable` for a list without an end
 */
export async function onlyFolder({ by, value }: FolderKey, request: AppenateRequest): Promise<string> {
	if (by === 'Id') return value;
	const { rows, end } = await readAll(searchRows(request, { ...FOLDERS, query: [[by, value]] }));
	if (!end.complete) throw notTheApi(200, `the list of folders may be incomplete: ${end.why}`);

	const ids = rows.filter((folder) => folder[by] === value).map(idOf);
	const [id, ...others] = ids;
	const called = `the ${by === 'Name' ? 'name' : 'external ID'} "${value}"`;
	if (id === undefined) throw failed({ kind: 'notFound', says: `No folder with ${called} was found`, todo: 'Check the value of Folder.' });
	if (others.length === 0) return id;
	throw failed({
		kind: 'ambiguous',
		says: `${ids.length} folders have ${called}: ${ids.join(', ')}`,
		todo: 'Choose one of them by ID.',
	});
}

/*
 * The first folder that is restricted hides whatever lies in no folder; the ones after it hide no more of it. Source:
 * "Folder Settings - User Access Permissions" of eForms Mobile and FormsFly.
 */

/** The folders as they were before an execution; undefined where their list can't say which ones are restricted. */
type FoldersBefore = readonly JsonObject[] | undefined;

/** Asks for the folders once in an execution, and only where one is to be restricted. */
export function foldersBefore(request: AppenateRequest): (changes: JsonObject) => Promise<FoldersBefore> {
	let asked: Promise<FoldersBefore> | undefined;
	return async ({ IsRestricted }) => {
		if (IsRestricted !== true) return undefined;
		asked ??= listed(request).catch(() => undefined); // a warning is not worth an error
		return await asked;
	};
}

/**
 * What a folder that becomes restricted does to all that lies elsewhere, as warnings of its item.
 * @param before the folder as it was, unless it is new
 */
export function restrictionWarnings(
	before: JsonObject | undefined,
	{ IsRestricted }: JsonObject,
	folders: FoldersBefore,
): readonly string[] {
	if (IsRestricted !== true || before?.IsRestricted === true) return [];
	if (folders === undefined) return [`Once an account has a restricted folder, ${WHAT_IS_HIDDEN}`];
	const own = before === undefined ? undefined : idOf(before);
	const hasAnother = folders.some((folder) => folder.IsRestricted === true && idOf(folder) !== own);
	return hasAnother ? [] : [`No other folder of the account is restricted. With the first one, ${WHAT_IS_HIDDEN}`];
}

const WHAT_IS_HIDDEN =
	'everything outside folders is hidden from users below Administrator, in the app, the portal and data tables. Check what is outside folders.';

async function listed(request: AppenateRequest): Promise<FoldersBefore> {
	const { rows, end } = await readAll(searchRows(request, { ...FOLDERS, query: [] }));
	return isTold(rows, end.complete) ? rows : undefined;
}

/** One that is restricted is enough. That none is has to be shown: answers may leave out what is false, or the property altogether. */
function isTold(folders: readonly JsonObject[], isComplete: boolean): boolean {
	const shown = folders.filter(({ IsRestricted }) => typeof IsRestricted === 'boolean');
	return shown.some(({ IsRestricted }) => IsRestricted === true) || (isComplete && (shown.length > 0 || folders.length === 0));
}
