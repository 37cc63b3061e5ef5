import type { OwnIdentity } from './own-identity.ts';
import type { FoundText, SearchedPicture, TextModel } from './text-detection.types.ts';

/** All texts inside the regions of a picture, each with its box and what it means. */
export async function findText(model: TextModel, picture: SearchedPicture, identity: OwnIdentity): Promise<readonly FoundText[]> {
  void [model, picture, identity];
  return Promise.resolve([]);
}
