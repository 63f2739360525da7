import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';

const NAME = 'shareOfLimit';
const WHOLE = 100;

/** Of every credential: what it is about belongs to the account at the vendor, and workers of n8n know nothing of each other. */
export const shareOfLimit: INodeProperties = {
	displayName: 'Share of the Limit (%)',
	name: NAME,
	type: 'number',
	noDataExpression: true,
	typeOptions: { minValue: 1, maxValue: WHOLE, numberPrecision: 0 },
	default: WHOLE,
	description:
		'How much of Concurrency and Requests per Second each n8n process uses. Leave it at 100 unless n8n runs in queue mode. With two workers, enter 50, so that together they stay within the limits.',
};

/** In percent: how much of what the vendor allows this process may use. The whole where a credential does not say. */
export function shareIn(credential: Readonly<ICredentialDataDecryptedObject>): number {
	const given = Number(credential[NAME] ?? WHOLE);
	return given >= 1 && given <= WHOLE ? given : WHOLE;
}

/** So many of these places, at least one. */
export const placesIn = (share: number, places: number): number => Math.max(1, Math.floor((places * share) / WHOLE));

/** So many of these requests per second, which may be less than one; 0 stays "as many as come". */
export const rateIn = (share: number, perSecond: number): number => (perSecond * share) / WHOLE;
