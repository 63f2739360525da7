import { actOperation } from './acting';

export const archive = actOperation({ call: 'archive', description: 'The organisation to archive' });
