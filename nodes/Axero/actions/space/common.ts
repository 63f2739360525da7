import type { INodeProperties } from 'n8n-workflow';

import { locatorParameter } from '../../../shared/n8n/locator';
import type { ShownFor } from '../../../shared/n8n/operations';

/** The name of the parameter that chooses a space. */
export const SPACE = { displayName: 'Space', name: 'space' };

/** One space, from the published ones or by ID. */
export function spaceParameter(show: ShownFor, description: string): INodeProperties {
	return locatorParameter({ ...SPACE, searchListMethod: 'searchSpaces', placeholder: 'e.g. 21', description }, show);
}

/** What every operation on spaces has to say in the editor. */
export function notDocumented(show: ShownFor): INodeProperties {
	return {
		displayName:
			'Axero documents no call for spaces: this is the one that its mobile app of 2018 makes. Try it on your site before you rely on it.',
		name: 'notDocumented',
		type: 'notice',
		default: '',
		displayOptions: { show },
	};
}
