/** The longest page that a connector was seen to ask for. */
export const LONGEST_PAGE = 100;

/** What every good answer is wrapped in. */
export function envelope(data: unknown): object {
	return { IsError: false, ResponseMessage: '', ResponseData: data };
}
