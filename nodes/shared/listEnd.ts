/** How a list ended. Rows can be missing when people came and went while it was read. */
export type ListEnd = Readonly<{ complete: true } | { complete: false; why: string }>;
