import type { RawAnswer } from '../types';

/** The longest page that a connector was seen to ask for. */
export const LONGEST_PAGE = 100;

/** What every good answer is wrapped in. */
export function envelope(data: unknown): object {
	return { IsError: false, ResponseMessage: '', ResponseData: data };
}

/**
 * A good answer as newer controllers give it: the object or the list itself. The number that a write is answered
 * with stands within an object then.
 */
export function withoutEnvelope(answer: RawAnswer): RawAnswer {
	const { IsError, ResponseData } = JSON.parse(answer.body.toString('utf8'));
	if (IsError !== false) return answer;
	const bare: unknown = typeof ResponseData === 'number' ? { UserID: ResponseData } : ResponseData;
	return { ...answer, body: Buffer.from(JSON.stringify(bare)) };
}
