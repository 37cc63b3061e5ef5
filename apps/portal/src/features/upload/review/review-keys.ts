/** What the keys of the review do; each by the letter that its button shows. */
export interface ReviewKeys {
  readonly move: (by: number) => void;
  readonly approve: () => void;
  readonly approveBatch: () => void;
  readonly reject: () => void;
  readonly draw: () => void;
  readonly undo: () => void;
  readonly step: (by: number) => void;
  readonly play: () => void;
  readonly tab: (index: number) => void;
  readonly close: () => void;
}

/** The act of a key; null when it means nothing here. */
export function actOf(key: string, shift: boolean, keys: ReviewKeys): (() => void) | null {
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case 'ArrowRight': case 'ArrowDown': return () => keys.move(1);
    case 'ArrowLeft': case 'ArrowUp': return () => keys.move(-1);
    case 'a': return shift ? keys.approveBatch : keys.approve;
    case 'r': return keys.reject;
    case 'b': return keys.draw;
    case 'u': return keys.undo;
    case ',': return () => keys.step(-1);
    case '.': return () => keys.step(1);
    case ' ': return keys.play;
    case '1': return () => keys.tab(0);
    case '2': return () => keys.tab(1);
    case 'Escape': return keys.close;
    default: return null;
  }
}
