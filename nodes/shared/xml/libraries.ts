// The only door to the XML libraries: bundled into the package at build time, see gulpfile.js.
export { create } from 'xmlbuilder2';
export { XMLParser } from 'fast-xml-parser';
export { SaxesParser } from 'saxes';
