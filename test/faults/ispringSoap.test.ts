import { matrix } from './matrix';

matrix({ table: 'ispringSoap', ways: ({ channel }) => channel === 'ispring-soap' });
