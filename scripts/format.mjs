import { task } from './lib/task.mjs';

await task('prettier', '--write', '--log-level=warn', '{nodes,credentials,test,scripts}/**/*.{ts,js,mjs,cjs}', '*.{js,mjs}');
