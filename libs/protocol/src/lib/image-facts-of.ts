import type { DicomHeader } from '@echocohort/dicom';
import type { ImageFacts } from './image-facts.ts';

/** What only a look at the pixels or at the de-identification result can tell; all null when nobody looked. */
export type LookedAt = Pick<ImageFacts, 'colourPixels' | 'marksInImage' | 'textOutsideImage' | 'identifiablePaths'>;

const NOTHING_LOOKED_AT: LookedAt = { colourPixels: null, marksInImage: null, textOutsideImage: null, identifiablePaths: null };

// (0018,5010) may have several values; the first is the transducer's model on all machines of the default registry.
const transducerOf = ({ transducerData, transducerType }: DicomHeader): string => transducerData.find((text) => text.trim() !== '') ?? transducerType ?? '';

/** The facts of the slot checks from an inspected header. Used alike in the browser, on the server and at the shell. */
export function imageFactsOf(header: DicomHeader, looked: Partial<LookedAt> = {}): ImageFacts {
  const { frames, frameTime } = header;
  return {
    sopClassUid: header.sopClassUid ?? '',
    modality: header.modality ?? '',
    rows: header.rows,
    columns: header.columns,
    frames,
    seconds: frames > 1 && frameTime !== null ? (frames * frameTime) / 1000 : null,
    regionDataTypes: header.regions.map(({ dataType }) => dataType),
    imageType: header.imageType,
    calibrated: header.calibrated,
    scanDate: header.acquisitionDate ?? header.studyDate,
    manufacturer: header.manufacturer ?? '',
    model: header.model ?? '',
    transducer: transducerOf(header),
    ...NOTHING_LOOKED_AT,
    ...looked,
  };
}
