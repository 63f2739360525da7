import type { IExecuteFunctions, ILoadOptionsFunctions, INodeProperties } from 'n8n-workflow';

import { optionsParameter, type Allowance, type Offers, type ShownFor } from '../../shared/n8n/parameters/options';
import { openSession, type Session } from '../../shared/n8n/session/session';

const CREDENTIAL = 'appenateApi';

/** "API Usage Limits" of the brands: 3 connections at once and 2,500 calls a day per organization account, whoever makes them. */
const ALLOWANCE: Allowance = { usual: 3, most: 25, allowed: 3, perDay: 2_500 };

/** Opens the credential for one execution, or for a list of the editor. */
export async function openAppenate(context: IExecuteFunctions | ILoadOptionsFunctions): Promise<Session> {
	return await openSession(context, CREDENTIAL, ALLOWANCE);
}

/** The collection "Options" of an operation. */
export function appenateOptions(show: ShownFor, offers?: Offers): INodeProperties {
	return optionsParameter(show, offers, ALLOWANCE);
}
