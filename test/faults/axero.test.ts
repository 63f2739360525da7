import { matrix } from './matrix';

matrix({ table: 'axero', ways: ({ channel }) => channel.startsWith('axero') });
