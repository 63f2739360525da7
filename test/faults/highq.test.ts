import { matrix } from './matrix';

matrix({ table: 'highq', ways: ({ channel }) => channel.startsWith('highq') });
