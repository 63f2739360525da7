// The only door to lossless-json: bundled into the package at build time, see gulpfile.js.
export { parse, stringify, isLosslessNumber, LosslessNumber } from 'lossless-json';
