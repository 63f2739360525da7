/*
 * The engine of the oldest n8n looks for idle SSH connections every minute, by a timer that newer ones don't wait for:
 * it would keep the tests from ending.
 */
const { setInterval: start } = globalThis;
jest.spyOn(globalThis, 'setInterval').mockImplementation((run, ms, ...given) => start(run, ms, ...given).unref());

export {};
