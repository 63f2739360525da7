import { changelog } from './changelog.mjs';
import { contents } from './contents.mjs';
import { icons } from './icons.mjs';
import { locks } from './locks.mjs';
import { manifests } from './manifests.mjs';
import { notices } from './notices.mjs';
import { pictures } from './pictures.mjs';
import { readmes } from './readmes.mjs';
import { scanPackages, scanSources } from './scanner.mjs';
import { version } from './version.mjs';

/**
 * Each is called with `{ tag }`, the tag that is to be released, if there is one, and answers with what it found:
 * `{ says, todo, atTag? }`, two sentences without a stop. `atTag`: nothing is wrong with it before the release.
 */
export const CHECKS = { version, changelog, readmes, manifests, icons, locks, pictures, notices, contents, scanSources, scanPackages };
