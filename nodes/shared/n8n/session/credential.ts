/** The hidden property of every credential that decides whether the platform calls `preAuthentication`: it does where this is empty. */
export const CHECKED = 'checked';
