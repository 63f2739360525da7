import { setStatusOfMany } from './setStatusOfMany';

export const terminateMany = setStatusOfMany('terminateMany', 'terminate', 'terminated');
