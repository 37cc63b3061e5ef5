import type { IntakeFile } from '../intake-files.ts';
import type { reviewWords } from '../review.words.ts';
import type { ShownBox } from './box-layer.tsx';

type Say = (key: keyof typeof reviewWords, values?: Readonly<Record<string, string | number>>) => string;

/** The marks on one frame: texts of that frame, and boxes of a person, which hold on every frame. */
export function shownBoxes(file: IntakeFile, frame: number, t: Say): readonly ShownBox[] {
  const texts = (file.search?.texts ?? []).filter((text) => text.frame === frame).map((text): ShownBox => {
    const decision = file.decisions.get(text.id);
    const kind = decision === undefined ? 'text-open' : decision.kind === 'blank' ? 'text-blank' : 'text-kept';
    return { key: `text ${text.id}`, box: text.box, kind, label: t('reason_text') };
  });
  return [...texts, ...file.drawn.map((box, index): ShownBox => ({ key: `person ${index}`, box, kind: 'person', label: t('reason_person') }))];
}
