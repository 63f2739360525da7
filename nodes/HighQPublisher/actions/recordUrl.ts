import type { RecordUrl } from '../../shared/n8n/locator';

/**
 * The address that HighQ's answers name as `link`. Its pages spell a user's both `/api/2/users/31` and
 * `/api/2/user/3`; the others are taken in both spellings too. Another number than 2 is HighQ Collaborate, with other IDs.
 */
export function recordUrl(one: 'user' | 'group' | 'organisation', id: string): RecordUrl {
	return {
		pattern: `\\s*https?://[^\\s?#]+/api/2/${one}s?/(\\d+)/?(?:[?#]\\S*)?\\s*`,
		example: `https://acme.highq.com/acme/api/2/${one}s/${id}`,
	};
}
