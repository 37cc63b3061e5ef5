'use client';
import { isPermission, type Permission } from '@echocohort/access';
import type { Me } from '@echocohort/contracts';
import { createContext, useContext, useMemo, type ReactNode } from 'react';

export interface Visitor {
  readonly me: Me;
  readonly may: (permission: Permission) => boolean;
}

const MeContext = createContext<Visitor | null>(null);

export function MeProvider({ me, children }: { readonly me: Me; readonly children: ReactNode }) {
  const value = useMemo<Visitor>(() => {
    const held = new Set(me.permissions.filter(isPermission));
    return { me, may: (permission) => held.has(permission) };
  }, [me]);
  return <MeContext.Provider value={value}>{children}</MeContext.Provider>;
}

/** Who looks at the page; the portal hides what the person may not do, and the API refuses it all the same. */
export function useMe(): Visitor {
  const value = useContext(MeContext);
  if (!value) throw new Error('useMe outside of the signed-in part of the portal');
  return value;
}
