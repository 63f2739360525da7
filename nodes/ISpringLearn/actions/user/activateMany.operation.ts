import { setStatusOfMany } from './setStatusOfMany';

export const activateMany = setStatusOfMany('activateMany', 'activate', 'activated');
