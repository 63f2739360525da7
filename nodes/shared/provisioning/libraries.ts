// The only door to p-limit: bundled into the package at build time, see gulpfile.js.
export { default as pLimit } from 'p-limit';
