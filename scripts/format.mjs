import { FORMATTED } from './lib/places.mjs';
import { task } from './lib/task.mjs';

await task('prettier', '--write', '--log-level=warn', ...FORMATTED);
