import { isJsonObject, jsonBody, parseJson, type JsonObject } from '../../shared/json/json';
import { withKnownNames } from './names';
import { readXml, writeXml } from './xml';

/** One of the two languages that the API speaks: members of a request to text, an answer to members. */
export type WireFormat = Readonly<{
	/** The value of the query parameter `format`. */
	name: Format;
	mediaType: string;
	/** @throws FailureError `invalid` for a character that the format can't hold */
	write: (members: JsonObject) => string;
	/** @returns undefined for anything that is no answer of the API */
	read: (body: string) => JsonObject | undefined;
}>;

export type Format = 'json' | 'xml';

/** The API takes and gives the same members in both; see "POST User" of the brands. */
export const WIRE_FORMATS: Readonly<Record<Format, WireFormat>> = {
	json: { name: 'json', mediaType: 'application/json', write: jsonBody, read: readJson },
	xml: { name: 'xml', mediaType: 'application/xml', write: writeXml, read: readXml },
};

function readJson(body: string): JsonObject | undefined {
	const value = parseJson(body);
	return isJsonObject(value) ? withKnownNames(value) : undefined;
}
