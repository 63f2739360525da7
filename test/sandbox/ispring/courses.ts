import { steadyUuid } from '../people';

/** What people can be enrolled in: a content item. */
export interface Content {
	readonly contentItemId: string;
	readonly title: string;
	readonly contentItemType: string;
}

export interface StoredEnrollment {
	readonly enrollmentId: string;
	readonly courseId: string;
	readonly learnerId: string;
	/** YYYY-MM-DD, like the other days. */
	readonly accessDate: string;
	readonly dueDate?: string;
	readonly shouldLockAfterDueDate: boolean;
	/** 0 by an administrator, 1 from the catalog. */
	readonly enrollmentTypeGroup: 0 | 1;
	readonly completionStatus: string;
	readonly progress: number;
	readonly completionDate?: string;
	readonly isOverdue: boolean;
}

const content = (title: string, contentItemType = 'Course'): Content => ({
	contentItemId: steadyUuid(`ispring content ${title} ${contentItemType}`),
	title,
	contentItemType,
});

/** Two share a title; one has a comma in it. */
export const CONTENTS: readonly Content[] = [
	content('Fire Safety'),
	content('Data Protection'),
	content('Code of Conduct'),
	content('Welcome, newcomers', 'LearningTrack'),
	content('Sales Basics'),
	content('Sales Basics', 'Quiz'),
	content('Łódź office & <map>', 'PDFDocument'),
];

export const TODAY = '2030-01-01';

const FRESH = { accessDate: TODAY, shouldLockAfterDueDate: false, enrollmentTypeGroup: 0, isOverdue: false } as const;
const [FIRE = '', DATA = ''] = CONTENTS.map(({ contentItemId }) => contentItemId);

/** Who is enrolled from the beginning: the second person is done, the third is late, the fifth has not begun. */
const SEED: ReadonlyArray<readonly [person: number, courseId: string, more: Partial<StoredEnrollment>]> = [
	[2, FIRE, { completionStatus: 'passed', progress: 100, completionDate: '2029-12-01' }],
	[3, FIRE, { completionStatus: 'in_progress', progress: 40, dueDate: '2029-12-24', isOverdue: true }],
	[5, DATA, { enrollmentTypeGroup: 1 }],
];

/** Courses of the account, and who is enrolled in them. Only the current REST API shows them. */
export class CourseBook {
	contents: readonly Content[] = CONTENTS;
	enrollments: readonly StoredEnrollment[] = [];
	private made = 0;

	constructor() {
		this.reset();
	}

	reset(): void {
		this.contents = CONTENTS;
		this.enrollments = [];
		this.made = 0;
		for (const [person, courseId, more] of SEED) this.enroll(courseId, steadyUuid(`ispring user ${person}`), more);
	}

	/** What enrolling twice does is unknown. Assumed: there are two enrollments then, so that a blind repetition shows. */
	enroll(courseId: string, learnerId: string, more: Partial<StoredEnrollment> = {}): void {
		this.made += 1;
		const enrollmentId = steadyUuid(`ispring enrollment ${this.made}`);
		this.enrollments = [
			...this.enrollments,
			{ ...FRESH, enrollmentId, courseId, learnerId, completionStatus: 'not_started', progress: 0, ...more },
		];
	}

	unenroll(enrollmentIds: readonly string[]): void {
		this.enrollments = this.enrollments.filter(({ enrollmentId }) => !enrollmentIds.includes(enrollmentId));
	}

	/** Titles of what somebody is enrolled in. */
	coursesOf(learnerId: string): readonly string[] {
		return this.enrollments.filter((one) => one.learnerId === learnerId).map(({ courseId }) => this.titleOf(courseId));
	}

	titleOf(courseId: string): string {
		return this.contents.find(({ contentItemId }) => contentItemId === courseId)?.title ?? courseId;
	}
}
