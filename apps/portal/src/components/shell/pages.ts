import type { Permission } from '@echocohort/access';
import { IconBinaryTree2, IconBrain, IconCertificate, IconChecklist, IconHome, IconKey, IconListDetails, IconLockOpen, IconPackage, IconMessageQuestion, IconScript, IconShieldCheck, IconStethoscope, IconCrop, IconStack2, IconUpload, IconUsers, type Icon } from '@tabler/icons-react';
import type { shellWords } from './shell.words.ts';

export interface PageEntry {
  readonly key: keyof typeof shellWords;
  readonly href: string;
  readonly icon: Icon;
  readonly needs: readonly Permission[];
  /** Whoever holds one of these does not get it: the panel is led to nothing that could show pathology. */
  readonly without?: readonly Permission[];
  /** Further addresses that belong to it. */
  readonly also?: readonly string[];
}

/** Every page of the rail with the permission that opens it; the first that a person may open is where they start. */
export const PAGES: readonly PageEntry[] = [
  { key: 'home', href: '/home', icon: IconHome, needs: ['case.read'] },
  { key: 'cases', href: '/cases', icon: IconListDetails, needs: ['case.read'] },
  { key: 'upload', href: '/upload', icon: IconUpload, needs: ['image.upload'] },
  { key: 'queue', href: '/panel', icon: IconChecklist, needs: ['panel.review'] },
  { key: 'queries', href: '/queries', icon: IconMessageQuestion, needs: ['case.read', 'panel.review'] },
  { key: 'cohorts', href: '/cohorts', icon: IconBinaryTree2, needs: ['cohort.define'] },
  { key: 'snapshots', href: '/snapshots', icon: IconCertificate, needs: ['snapshot.read'] },
  { key: 'runs', href: '/runs', icon: IconBrain, needs: ['run.read'], also: ['/cross-validations'] },
  { key: 'trainingQueue', href: '/queue', icon: IconStack2, needs: ['run.read'] },
  { key: 'secondOpinion', href: '/second-opinion', icon: IconStethoscope, needs: ['run.read', 'form.write'] },
  { key: 'people', href: '/people', icon: IconUsers, needs: ['people.manage'] },
  { key: 'study', href: '/study', icon: IconScript, needs: ['study.read'] },
  { key: 'audit', href: '/audit', icon: IconShieldCheck, needs: ['audit.read'] },
  { key: 'templates', href: '/templates', icon: IconCrop, needs: ['image.upload', 'panel.review', 'device.manage'] },
  { key: 'sealing', href: '/sealing', icon: IconLockOpen, needs: ['outcome.release'] },
  { key: 'released', href: '/released', icon: IconPackage, needs: ['study.read'], without: ['panel.review', 'snapshot.read'] },
  { key: 'tokens', href: '/tokens', icon: IconKey, needs: ['token.create'] },
];

/** The pages of somebody who holds these permissions; with none of them, no page. */
export function pagesFor(permissions: readonly string[]): readonly PageEntry[] {
  const held = new Set(permissions);
  return PAGES.filter((page) => page.needs.some((permission) => held.has(permission)) && !page.without?.some((permission) => held.has(permission)));
}
