/**
 * How a list ended. It lacks `rows` where some may be missing, because people came and went while it was read or the
 * vendor's pages don't fit together; it lacks `details` where all rows came, and some can't be used or don't show all.
 */
export type ListEnd = Readonly<{ complete: true } | { complete: false; lacks: 'rows' | 'details'; why: string }>;
