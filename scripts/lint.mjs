import { task } from './lib/task.mjs';

await task('eslint', '.', '--max-warnings', '0');
