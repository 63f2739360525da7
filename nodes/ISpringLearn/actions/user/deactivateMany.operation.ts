import { setStatusOfMany } from './setStatusOfMany';

export const deactivateMany = setStatusOfMany('deactivateMany', 'deactivate', 'deactivated');
