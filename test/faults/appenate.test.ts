import { matrix } from './matrix';

matrix({ table: 'appenate', ways: ({ channel }) => channel.startsWith('appenate') });
