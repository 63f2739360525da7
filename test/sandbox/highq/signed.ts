import type { JsonTree } from './wire';

/** Where the instance keeps pictures of its own. Nobody has one until a test gives it. */
export const OWN_IMAGES = 'https://images.example.test/';

let signatures = 0;

/**
 * A record as it is shown: the address of a picture that the instance keeps is signed anew each time. No page says
 * so; storage in the cloud gives out such addresses.
 */
export function signed<Row extends JsonTree>(record: Row): Row {
	if (typeof record.img !== 'string' || !record.img.startsWith(OWN_IMAGES)) return record;
	signatures += 1;
	return { ...record, img: `${record.img}?expires=1900000000&signature=${signatures}` };
}

/** A record as it is stored: one that is sent back brings an old signature along. */
export function unsigned(sent: JsonTree): JsonTree {
	if (typeof sent.img !== 'string' || !sent.img.startsWith(OWN_IMAGES)) return sent;
	return { ...sent, img: sent.img.replace(/\?.*$/, '') };
}
