import { failed, type FailureError } from '../../shared/failure';
import { allRows } from '../../shared/http/pages';
import { scalarText, type Json, type JsonObject } from '../../shared/json/json';
import { recordFinder, type ListedRecord, type RecordFinder } from '../../shared/provisioning/recordFinder';
import { isUuid } from '../user/uuid';
import type { Channels, Protocol } from './channel';

/**
 * Departments by code or name, groups by name. The list of departments shows codes, and REST has a filter for them
 * (documented: OpenAPI, `GET /department`); names are on lists only. That smart groups are filled by rules
 * and nobody can be put into one is documented for imports.
 */
export function iSpringFinders(channel: Channels[Protocol]): Readonly<Record<'departments' | 'groups', RecordFinder>> {
	const listsDepartments = 'departments' in channel;
	const listsGroups = 'groups' in channel;
	// The older APIs number their records. By REST a number may be a code or a name, which the list tells.
	const isOlderId = (text: string): boolean => !('client' in channel) && /^\d+$/.test(text);
	return {
		departments: recordFinder({
			noun: 'department',
			keys: ['code', 'name'],
			isId: (text) => isUuid(text) || isOlderId(text),
			...(listsDepartments && 'client' in channel
				? { filters: { code: async (code: string) => asDepartments(await allRows(channel.departments({ code }), 'departments')) } }
				: {}),
			all: async () => {
				if (!listsDepartments) throw noList('departments');
				return asDepartments(await allRows(channel.departments(), 'departments'));
			},
		}),
		groups: recordFinder({
			noun: 'group',
			keys: ['name'],
			isId: (text) => isUuid(text) || isOlderId(text),
			all: async () => {
				if (!listsGroups) throw noList('groups');
				return (await allRows(channel.groups(), 'groups')).map(asGroup);
			},
		}),
	};
}

function asDepartments(rows: readonly JsonObject[]): readonly ListedRecord[] {
	const names = new Map(rows.map(({ departmentId, name }) => [scalarText(departmentId) ?? '', scalarText(name) ?? '']));
	return rows.map(({ departmentId, name, code, parentDepartmentId }) => {
		const [own, within] = [scalarText(code) ?? '', names.get(scalarText(parentDepartmentId) ?? '')];
		return {
			...named(departmentId, name),
			...(own === '' ? {} : { code: own }),
			...(within === undefined ? {} : { within }),
		};
	});
}

function asGroup({ groupId, name, isSmart }: JsonObject): ListedRecord {
	const closed = scalarText(isSmart) === 'true' || scalarText(isSmart) === '1';
	return { ...named(groupId, name), ...(closed ? { closed: 'is a smart group, which iSpring fills by its own rules' } : {}) };
}

function named(id: Json | undefined, name: Json | undefined): Pick<ListedRecord, 'id' | 'name'> {
	return { id: scalarText(id) ?? '', name: scalarText(name) ?? '' };
}

function noList(what: string): FailureError {
	return failed({ kind: 'invalid', says: `The selected API has no list of ${what}`, todo: 'Give the ID, or choose another API.' });
}
