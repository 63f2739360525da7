/** The switch for emails to users, off at every vendor that would send some. */
export const SEND_EMAIL = { displayName: 'Send Email', name: 'sendEmail', type: 'boolean', default: false } as const;
