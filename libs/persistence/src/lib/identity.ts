/** Who acts, as row-level security is told. Derived by the caller from the grants (library access). */
export interface DbIdentity {
  /** Id of the person; null when the service acts by itself. */
  readonly person: string | null;
  readonly roles: readonly string[];
  /** Centre codes whose rows are visible. */
  readonly centres: 'all' | readonly string[];
  /** Whether pathology reports are visible; never for the panel. */
  readonly pathology: boolean;
}

/** The service itself: all centres, and the only one that may read sealed outcomes. Policies apply to it as to anyone. */
export const SYSTEM_IDENTITY: DbIdentity = { person: null, roles: ['system'], centres: 'all', pathology: true };

/** The caller's centres as the policies spell them. */
export const centresSetting = (identity: DbIdentity): string => (identity.centres === 'all' ? '*' : identity.centres.join(','));
