import { task } from './lib/task.mjs';

await task('tsx', 'test/fuzz/main.ts');
