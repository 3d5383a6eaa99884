/** Why an image looks wrong. */
import { api } from '../api.js';

const EXAMINED = 200;

/**
 * @param {{id: string, split: string, suspect?: boolean}} image
 * @param {AbortSignal} signal
 * @returns {Promise<string[]>} the reasons, the most likely first; none if nothing looks wrong, or if the image is not
 *     among the most likely suspects of its split
 */
export async function suspectTexts(image, signal) {
  if (!image.suspect) {
    return [];
  }
  const query = { split: image.split, limit: EXAMINED };
  const { items } = await api.get('/api/ingest/v1/suspects', { query, signal }).catch(() => ({ items: [] }));
  return items.filter(({ imageId, otherImageId }) => image.id === imageId || image.id === otherImageId).map(({ text }) => text);
}
