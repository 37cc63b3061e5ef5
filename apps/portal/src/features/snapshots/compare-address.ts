/** Where two snapshots stand side by side: from the earlier to the later. */
export const compareAddress = (from: string, to: string): string => `/snapshots/compare?from=${from}&to=${to}`;

/** A snapshot in a list: its cohort, and enough of its root to tell it from the others. */
export const snapshotName = ({ cohortName, root }: { readonly cohortName: string; readonly root: string }): string => `${cohortName} · ${root.slice(0, 12)}`;
