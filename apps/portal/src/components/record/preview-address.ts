import { urlOf } from '@echocohort/contracts';
import { panelRoutes } from '@echocohort/contracts-reading';

/** Where a frame of a stored image is had as PNG, no wider than asked; the first one when none is named. */
export const previewAddress = (imageId: string, width: number, frame?: number): string => urlOf('', panelRoutes.imagePreview, { params: { imageId }, query: frame ? { width, frame } : { width } });
