import { readFile } from 'node:fs/promises';
import { loadPictureDecoder } from '@echocohort/codecs';
import type { TextBox } from '@echocohort/contracts';
import { parseDicom, readPixelLayout, renderFrame, type PictureDecoder } from '@echocohort/dicom';
import { ok, type Result } from '@echocohort/kernel';
import { findText, NO_IDENTITY, type TextModel } from '@echocohort/text-detection';
import { Injectable } from '@nestjs/common';

/** Where text stands in a picture; nothing of what it says. */
export interface TextPlaces {
  readonly boxes: readonly TextBox[];
  readonly searchedFrames: number;
}

interface Tools {
  readonly model: TextModel;
  readonly decoder: PictureDecoder;
}

/** Searches stored pictures for text. The networks are loaded once, when they are first needed. */
@Injectable()
export class TextSearch {
  private tools: Promise<Tools> | null = null;

  /** Whether a search can take place at all. */
  async available(): Promise<boolean> {
    try {
      await this.load();
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Looks at the whole picture: a stored file is black outside its trusted regions, and what is black costs nothing. The
   * server knows no name or number of a patient, so every text waits for a person.
   */
  async search(bytes: Uint8Array): Promise<Result<TextPlaces>> {
    const { model, decoder } = await this.load();
    const file = parseDicom(bytes);
    if (!file.ok) return file;
    const layout = readPixelLayout(file.value);
    if (!layout.ok) return layout;
    const { rows, columns, frames } = layout.value;
    const first = renderFrame(file.value, 0, decoder);
    if (!first.ok) return first;
    const looked = new Set<number>();
    const regions = [{ x0: 0, y0: 0, x1: columns - 1, y1: rows - 1 }];
    const frame = (index: number) => {
      looked.add(index);
      const painted = index === 0 ? first : renderFrame(file.value, index, decoder);
      if (!painted.ok) throw new Error(painted.refusal.code);
      return painted.value;
    };
    const texts = await findText(model, { frames, regions, frame }, NO_IDENTITY);
    return ok({ boxes: texts.map(({ frame: index, box }) => ({ frame: index, ...box })), searchedFrames: looked.size });
  }

  private load(): Promise<Tools> {
    this.tools ??= this.open().catch((error: unknown) => {
      // Tried again in the next round: the package may have been installed meanwhile.
      this.tools = null;
      throw error;
    });
    return this.tools;
  }

  /** The runtime is a native add-on; a process that never searches does not load it. */
  private async open(): Promise<Tools> {
    const { openTextModel } = await import('./open-text-model.ts');
    return { model: await openTextModel(), decoder: await loadPictureDecoder(({ path }) => readFile(path)) };
  }
}
