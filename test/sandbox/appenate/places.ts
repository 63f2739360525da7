import { steadyHex } from '../people';
import { COMPANY_ID, FOLDERS, GROUPS, type Place } from './people';

export interface FolderItem {
	KeyId: string;
	Type: string;
}

export interface Folder extends Place {
	readonly IsRestricted: boolean;
	readonly RestrictToGroup?: string;
	readonly Description?: string;
	readonly Items: readonly FolderItem[];
}

/** What users are assigned to. Who is in a group stands with the users, so that both sides always agree. */
export class AppenatePlaces {
	groups: readonly Place[] = [];
	folders: readonly Folder[] = [];
	private made = 0;

	constructor() {
		this.reset();
	}

	reset(): void {
		this.groups = GROUPS;
		this.folders = FOLDERS.map((folder, index) => ({
			...folder,
			IsRestricted: index === 1,
			Items: [{ KeyId: steadyHex(`appenate screen ${index}`), Type: 'Screen' }],
		}));
		this.made = 0;
	}

	/** More groups than the usual ones, for tests of pages. */
	addGroups(howMany: number): void {
		const more = Array.from({ length: howMany }, (_unused, index) => ({ ...this.blank(), Name: `Crew ${index + 1}` }));
		this.groups = [...this.groups, ...more];
	}

	/** A new group or folder before its members are set. */
	blank(): Place {
		this.made += 1;
		return { Id: steadyHex(`appenate place ${this.made}`), Name: '', CompanyId: COMPANY_ID };
	}
}
