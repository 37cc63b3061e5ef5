import { urlOf } from '@echocohort/contracts';
import { panelRoutes } from '@echocohort/contracts-reading';

/** Where the picture of a stored image is had as PNG, no wider than asked. */
export const previewAddress = (imageId: string, width: number): string => urlOf('', panelRoutes.imagePreview, { params: { imageId }, query: { width } });
