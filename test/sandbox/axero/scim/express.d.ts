/** The little of express that the SCIM service needs; the whole of its types would be a dozen packages. */
declare module 'express' {
	import type { RequestListener } from 'node:http';

	export interface Request {
		readonly headers: Readonly<Record<string, string | undefined>>;
	}
	export type Router = (...args: never[]) => unknown;
	const express: () => RequestListener & {
		set: (name: 'query parser', parse: (query: string) => object) => void;
		use: (path: string, ...handlers: readonly unknown[]) => void;
	};
	export default express;
}
