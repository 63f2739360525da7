import { task } from './lib/task.mjs';

await task('tsx', 'test/bench/main.ts');
