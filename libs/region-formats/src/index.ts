export { readPoints, type Outline, type Point } from './lib/shapes/outline.ts';
export { areaOf, boxOf, longAxis, type PixelSize } from './lib/shapes/measure.ts';
export { fillMask, maskOf } from './lib/shapes/fill-mask.ts';
export { maskPng, MASK_VALUES } from './lib/pictures/mask-png.ts';
export { cocoJson, type CocoImage, type CocoOutline } from './lib/pictures/coco.ts';
export { pixelSizeAt, readSourceImage, type SourceImage } from './lib/dicom/source-image.ts';
export type { DerivedContext } from './lib/dicom/study-modules.ts';
export { dicomSegmentation } from './lib/dicom/segmentation.ts';
export { ultrasoundReport } from './lib/dicom/structured-report.ts';
