const realN8n = require('./real-n8n.cjs');

/** The tests after this drive the editor of the real n8n. Where no browser starts they are skipped, and say why. */
module.exports = async () => {
	const { findChromium } = await import('../lib/chromium.mjs');
	const chromium = await findChromium();
	process.env.CHROMIUM_FOR_TESTS = JSON.stringify(chromium);
	if (chromium.missing) return console.warn(`\nNo browser, so the tests in the editor are skipped: ${chromium.missing}`);
	realN8n();
};
