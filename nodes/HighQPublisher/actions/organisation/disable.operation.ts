import { actOperation } from './acting';

export const disable = actOperation({ call: 'disable', description: 'The organisation to disable' });
