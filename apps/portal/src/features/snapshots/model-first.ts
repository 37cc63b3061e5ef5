import type { SealingView } from '@echocohort/contracts';

/** Whether the model was registered before anybody gave a share and before the outcomes were opened. */
export function modelFirst({ models, modelDigest, openedAt, shares }: Pick<SealingView, 'models' | 'modelDigest' | 'openedAt' | 'shares'>): 'not-opened' | 'kept' | 'broken' {
  if (openedAt === null) return 'not-opened';
  const registered = models.find(({ digest }) => digest === modelDigest)?.registeredAt;
  if (registered === undefined) return 'broken';
  const later = [openedAt, ...shares.flatMap(({ givenAt }) => givenAt ?? [])];
  return later.every((at) => Date.parse(at) >= Date.parse(registered)) ? 'kept' : 'broken';
}
