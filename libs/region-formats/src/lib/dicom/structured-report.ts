import { TRANSFER_SYNTAX, writeDicom } from '@echocohort/dicom';
import { areaOf, longAxis } from '../shapes/measure.ts';
import type { Outline } from '../shapes/outline.ts';
import { codeItem, container, imageItem, measureItem, regionItem, rootContainer, textItem, uidItem, type ContentItem } from './content-items.ts';
import { sequence, sorted, text, type Code } from './elements.ts';
import { pixelSizeAt, type SourceImage } from './source-image.ts';
import { dicomDate, dicomTime, equipmentModules, studyModules, type DerivedContext } from './study-modules.ts';

const COMPREHENSIVE_SR = '1.2.840.10008.5.1.4.1.1.88.33';

const LONG_AXIS: Code = ['103339001', 'SCT', 'Long Axis'];
const AREA: Code = ['42798000', 'SCT', 'Area'];
const MILLIMETRE: Code = ['mm', 'UCUM', 'millimeter'];
const SQUARE_MILLIMETRE: Code = ['mm2', 'UCUM', 'square millimeter'];
const PIXEL: Code = ['{pixels}', 'UCUM', 'pixels'];
const SQUARE_PIXEL: Code = ['{pixel2}', 'UCUM', 'square pixels'];
const FINDINGS: Readonly<Record<Outline['kind'], Code>> = {
  lesion: ['52988006', 'SCT', 'Lesion'], background: ['10200004', 'SCT', 'Liver'], feature: ['91723000', 'SCT', 'Anatomical structure'],
};

/** Sizes in millimetres where the image says how large its pixels are, else in pixels, and a sentence that says so. */
function measurements(source: SourceImage, { points }: Outline): ContentItem[] {
  const size = pixelSizeAt(source, points);
  if (size !== null) return [measureItem(LONG_AXIS, longAxis(points, size).length, MILLIMETRE), measureItem(AREA, areaOf(points) * size.x * size.y, SQUARE_MILLIMETRE)];
  return [
    measureItem(LONG_AXIS, longAxis(points).length, PIXEL), measureItem(AREA, areaOf(points), SQUARE_PIXEL),
    textItem('CONTAINS', ['121106', 'DCM', 'Comment'], 'The image has no calibrated region here: sizes are in pixels and have no physical meaning.'),
  ];
}

/** TID 1410: planar region of interest with its measurements. */
function measurementGroup(source: SourceImage, outline: Outline, context: DerivedContext): ContentItem {
  return container(['125007', 'DCM', 'Measurement Group'], '1410', [
    textItem('HAS OBS CONTEXT', ['112039', 'DCM', 'Tracking Identifier'], `${outline.lesion} ${outline.slot} ${outline.kind}`),
    uidItem('HAS OBS CONTEXT', ['112040', 'DCM', 'Tracking Unique Identifier'], context.uid(`track ${outline.image} ${outline.lesion} ${outline.kind} ${outline.points.join(' ')}`)),
    codeItem('CONTAINS', ['121071', 'DCM', 'Finding'], FINDINGS[outline.kind]),
    regionItem(['111030', 'DCM', 'Image Region'], outline.points, source),
    ...measurements(source, outline),
  ]);
}

/** TID 1500: imaging measurement report. */
function report(source: SourceImage, outlines: readonly Outline[], context: DerivedContext): ContentItem {
  return rootContainer(['126000', 'DCM', 'Imaging Measurement Report'], '1500', [
    codeItem('HAS CONCEPT MOD', ['121049', 'DCM', 'Language of Content Item and Descendants'], ['en', 'RFC5646', 'English']),
    codeItem('HAS OBS CONTEXT', ['121005', 'DCM', 'Observer Type'], ['121007', 'DCM', 'Device']),
    uidItem('HAS OBS CONTEXT', ['121012', 'DCM', 'Device Observer UID'], context.uid('device EchoCohort')),
    textItem('HAS OBS CONTEXT', ['121013', 'DCM', 'Device Observer Name'], 'EchoCohort'),
    codeItem('HAS CONCEPT MOD', ['121058', 'DCM', 'Procedure reported'], ['16310003', 'SCT', 'Ultrasonography']),
    container(['111028', 'DCM', 'Image Library'], null, [container(['126200', 'DCM', 'Image Library Group'], null, [imageItem('CONTAINS', source)])]),
    container(['126010', 'DCM', 'Imaging Measurements'], null, outlines.map((outline) => measurementGroup(source, outline, context))),
  ]);
}

/** The outlines of one image as a Comprehensive SR after TID 1500, with sizes from the image's own calibration. */
export function ultrasoundReport(source: SourceImage, outlines: readonly Outline[], context: DerivedContext): Uint8Array {
  const instance = context.uid(`sr ${source.sopInstanceUid} ${outlines.map(({ kind, points }) => `${kind} ${points.join(' ')}`).join(';')}`);
  const evidence = [text('0008,1150', 'UI', source.sopClassUid), text('0008,1155', 'UI', source.sopInstanceUid)];
  const elements = [
    ...studyModules(source, context), ...equipmentModules(context, COMPREHENSIVE_SR, instance),
    text('0008,0060', 'CS', 'SR'), text('0020,000e', 'UI', context.uid(`sr-series ${source.seriesUid}`)), text('0020,0011', 'IS', '9002'), text('0008,103e', 'LO', 'Sizes of drawn regions'), sequence('0008,1111'),
    text('0020,0013', 'IS', '1'), text('0040,a491', 'CS', 'COMPLETE'), text('0040,a493', 'CS', 'UNVERIFIED'), text('0008,0023', 'DA', dicomDate(context.createdAt)), text('0008,0033', 'TM', dicomTime(context.createdAt)),
    sequence('0040,a372'),
    sequence('0040,a375', [text('0020,000d', 'UI', source.studyUid), sequence('0008,1115', [text('0020,000e', 'UI', source.seriesUid), sequence('0008,1199', evidence)])]),
    ...report(source, outlines, context),
  ];
  return writeDicom({ transferSyntax: TRANSFER_SYNTAX.explicitLittle, sopClassUid: COMPREHENSIVE_SR, sopInstanceUid: instance, elements: sorted(elements) });
}
