import { isJsonObject, jsonBody, parseJson, type JsonObject } from '../../shared/json/json';
import { readXml, writeXml } from './xml';

export type Format = 'json' | 'xml';

/** One of the two formats of the wire: a document to text and back. */
export type WireFormat = Readonly<{
	mediaType: string;
	/** @throws FailureError `invalid` for a character that the format can't carry */
	write: (document: JsonObject) => string;
	/** @returns undefined for anything that is no document; also @throws FailureError `unreadable`, where there is more to say */
	read: (body: string) => JsonObject | undefined;
}>;

/** Users are read and written in either; organisations and user groups in JSON alone. */
export const WIRE_FORMATS: Readonly<Record<Format, WireFormat>> = {
	json: { mediaType: 'application/json', write: jsonBody, read: readJson },
	xml: { mediaType: 'application/xml', write: writeXml, read: readXml },
};

function readJson(body: string): JsonObject | undefined {
	const value = parseJson(body);
	return isJsonObject(value) ? value : undefined;
}
