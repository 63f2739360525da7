// xmlbuilder2 can also read and write YAML. No node here does, and the library would be 109 KB.
const notBundled = () => {
	throw new Error('YAML is not part of this package');
};

exports.load = notBundled;
exports.dump = notBundled;
