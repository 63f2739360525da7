import { switchOperation } from './switching';

export const activate = switchOperation('activate', 'The user who may sign in again. iSpring may send them an email with their sign-in.');
