import type { IExecuteFunctions, ILoadOptionsFunctions, INodeProperties } from 'n8n-workflow';

import type { ShownFor } from '../../shared/n8n/operations';
import { optionsParameter, type AtOnce } from '../../shared/n8n/options';
import { openSession, type Session } from '../../shared/n8n/session';

const CREDENTIAL = 'appenateApi';

/** "API Usage Limits" of the brands: 3 connections at once per organization account, whoever opens them. */
const AT_ONCE: AtOnce = { usual: 3, most: 25, allowed: 3 };

/** Opens the credential for one execution, or for a list of the editor. */
export async function openAppenate(context: IExecuteFunctions | ILoadOptionsFunctions): Promise<Session> {
	return await openSession(context, CREDENTIAL, AT_ONCE);
}

/** The collection "Options" of an operation. */
export function appenateOptions(show: ShownFor, more: INodeProperties[] = []): INodeProperties {
	return optionsParameter(show, more, AT_ONCE);
}
