import { task } from './lib/task.mjs';

await task('gulp', 'build');
