import type { IExecuteFunctions, ILoadOptionsFunctions, INodeProperties } from 'n8n-workflow';

import { optionsParameter, type Allowance, type Offers, type ShownFor } from '../../shared/n8n/parameters/options';
import { openSession, type Session } from '../../shared/n8n/session/session';
import { axeroDirectory, type AxeroDirectory } from '../user/axeroDirectory';
import { axeroRequest, type AxeroRequest } from '../wire/request';

const CREDENTIAL = 'axeroApi';

/** Axero names no limit. A tool of its integrators keeps to 2 or 3: more at once floods a site that others share. */
const AT_ONCE: Allowance = { usual: 3, most: 25 };

/** Opens the credential for one execution, or for a list of the editor. */
export async function axeroSession(context: IExecuteFunctions | ILoadOptionsFunctions): Promise<Session> {
	return await openSession(context, CREDENTIAL, AT_ONCE);
}

/** Opens the credential; it holds for all items. */
export async function openAxero(
	context: IExecuteFunctions,
): Promise<Readonly<{ session: Session; request: AxeroRequest; directory: AxeroDirectory }>> {
	const session = await axeroSession(context);
	const request = axeroRequest(session);
	return { session, request, directory: axeroDirectory(request) };
}

/** The collection "Options" of an operation. */
export function axeroOptions(show: ShownFor, offers?: Offers): INodeProperties {
	return optionsParameter(show, offers, AT_ONCE);
}
