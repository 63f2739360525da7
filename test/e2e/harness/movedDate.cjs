/*
 * Loaded into n8n before anything else (NODE_OPTIONS=--require): its time is moved by as many milliseconds as stand in
 * the file that CLOCK_FOR_TESTS names. Timers run on as they are.
 */
const { readFileSync } = require('node:fs');
const Module = require('node:module');

const file = process.env.CLOCK_FOR_TESTS;
const RealDate = Date;
/** How long a look into the file holds. */
const LOOK_MS = 20;

let offset = 0;
let lookedAt = 0;
function now() {
	const real = RealDate.now();
	if (real - lookedAt < LOOK_MS) return real + offset;
	lookedAt = real;
	const given = Number(readFileSync(file, 'utf8'));
	if (Number.isFinite(given)) offset = given;
	return real + offset;
}

/** Gives a realm a Date that asks `clockForTests`. */
const MOVED = `{
	const now = globalThis.clockForTests;
	const RealDate = Date;
	delete globalThis.clockForTests;
	globalThis.Date = class Date extends RealDate {
		constructor(...given) {
			super(...(given.length === 0 ? [now()] : given));
		}
		static now() {
			return now();
		}
	};
}`;

/** n8n evaluates expressions in realms of their own, which have their own Date. */
function withMovedRealms(ivm) {
	const moved = (context) => {
		context.global.setSync('clockForTests', new ivm.Callback(now));
		context.evalSync(MOVED);
		return context;
	};
	class Isolate extends ivm.Isolate {
		async createContext(...given) {
			return moved(await super.createContext(...given));
		}
		createContextSync(...given) {
			return moved(super.createContextSync(...given));
		}
	}
	return Object.create(ivm, { Isolate: { value: Isolate } });
}

if (file !== undefined) {
	globalThis.clockForTests = now;
	(0, eval)(MOVED);
	const load = Module._load;
	Module._load = function (request, ...given) {
		const loaded = load.call(this, request, ...given);
		return request === 'isolated-vm' ? withMovedRealms(loaded) : loaded;
	};
}
