import { matrix } from './matrix';

matrix({ table: 'ispring', ways: ({ channel }) => channel.startsWith('ispring') });
