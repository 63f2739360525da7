import { matrix } from './matrix';

matrix({ table: 'ispringRest', ways: ({ channel }) => channel === 'ispring-rest' || channel === 'ispring-header' });
