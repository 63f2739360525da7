const { execFileSync } = require('node:child_process');
const path = require('node:path');

/** The tests after this look at the package as a user gets it. */
module.exports = () => {
	execFileSync(process.execPath, [path.join(__dirname, '..', 'pack.mjs')], { stdio: 'inherit' });
};
