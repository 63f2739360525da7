/** How the SCIM service behaves. Which of it Axero's does is not documented, so each can be switched. */
export interface ScimBehavior {
	/** `notSetUp`: 501, as RFC 7644 has it. `notFound`: the site's own page, with 404. `webPage`: the sign-in page, with 200. */
	service: 'on' | 'notSetUp' | 'notFound' | 'webPage';
	/** `ignored`: every filter finds everybody. */
	filters: 'answered' | 'refused' | 'ignored';
	/** The most users on a page, whatever is asked for. */
	longestPage: number;
	/** `ignored`: every page is the first one. */
	paging: 'answered' | 'ignored';
	/** The status with which PATCH is turned away: RFC 7644 leaves it out, or names 501. */
	patch: 'answered' | 400 | 404 | 405 | 501;
	/** Whether writes are accepted and nothing comes of them. */
	keepsActive: boolean;
	/** What `userName` shows: the email address, as the guide for Entra ID sets it, or Axero's own user name. */
	userNames: 'email' | 'username';
	/** Whether the REST API shows nobody who is inactive. */
	restHidesInactive: boolean;
	/** People whom it does not show, by UserID: it may know only those whom it has made. */
	hidden: readonly number[];
}

const USUAL: ScimBehavior = {
	service: 'on',
	filters: 'answered',
	longestPage: 200,
	paging: 'answered',
	patch: 'answered',
	keepsActive: false,
	userNames: 'email',
	restHidesInactive: false,
	hidden: [],
};

/** Axero's SCIM service as it is now. */
export class ScimService implements ScimBehavior {
	service = USUAL.service;
	filters = USUAL.filters;
	longestPage = USUAL.longestPage;
	paging = USUAL.paging;
	patch = USUAL.patch;
	keepsActive = USUAL.keepsActive;
	userNames = USUAL.userNames;
	restHidesInactive = USUAL.restHidesInactive;
	hidden = USUAL.hidden;

	reset(): void {
		Object.assign(this, USUAL);
	}
}
