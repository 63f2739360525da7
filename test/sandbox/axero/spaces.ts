/** A place for a group on the intranet. The members are those that the vendor's mobile app reads. */
export interface AxeroSpace {
	SpaceID: number;
	SpaceName: string;
	/** 0 private, 1 public, 3 isolated. */
	SpaceVisibility: number;
	/** 0 pending workflow, 1 published, 3 declined. */
	Status: number;
}

const FIRST_SPACE_ID = 20;

// name | visibility | status | user ids of the members | user ids of those who ask to join
const ROWS = `
Everybody|1|1|12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30|
Engineering|0|1|15,23|12,13,14
Łódź & <friends>|1|1||31
Field crew|1|1|18|
Board|3|1|12|
New hires|1|0||
Old club|1|3||`
	.trim()
	.split('\n')
	.map((row) => row.split('|'));

/** The spaces of the site, who belongs to them and who asks to. */
export class SpaceBook {
	private spaces: readonly AxeroSpace[] = [];
	private readonly members = new Map<number, number[]>();
	private readonly requests = new Map<number, number[]>();

	constructor() {
		this.reset();
	}

	reset(): void {
		this.spaces = ROWS.map(([SpaceName = '', visibility, status], index) => ({
			SpaceID: FIRST_SPACE_ID + index,
			SpaceName,
			SpaceVisibility: Number(visibility),
			Status: Number(status),
		}));
		ROWS.forEach((row, index) => {
			this.members.set(FIRST_SPACE_ID + index, idsIn(row[3]));
			this.requests.set(FIRST_SPACE_ID + index, idsIn(row[4]));
		});
	}

	all(): readonly AxeroSpace[] {
		return this.spaces;
	}

	find(id: string): AxeroSpace | undefined {
		return this.spaces.find(({ SpaceID }) => String(SpaceID) === id);
	}

	membersOf({ SpaceID }: Pick<AxeroSpace, 'SpaceID'>): readonly number[] {
		return this.members.get(SpaceID) ?? [];
	}

	requestsOf({ SpaceID }: Pick<AxeroSpace, 'SpaceID'>): readonly number[] {
		return this.requests.get(SpaceID) ?? [];
	}

	join({ SpaceID }: AxeroSpace, user: number): void {
		this.members.get(SpaceID)?.push(user);
	}

	/** Ends a request to join. */
	settle({ SpaceID }: AxeroSpace, user: number): void {
		this.requests.set(
			SpaceID,
			(this.requests.get(SpaceID) ?? []).filter((one) => one !== user),
		);
	}
}

function idsIn(text = ''): number[] {
	return text === '' ? [] : text.split(',').map(Number);
}
