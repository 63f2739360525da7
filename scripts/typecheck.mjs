import { task } from './lib/task.mjs';

await task('tsc', '--project', 'tsconfig.json');
