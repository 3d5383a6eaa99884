/** The classes of the data set. */
import { api } from '../api.js';
import { ingestAddress } from './entries.js';

/**
 * @param {AbortSignal} [signal]
 * @returns {Promise<string[]>} the most frequent first
 */
export async function classesOf(signal) {
  const { classes } = await api.get(ingestAddress(['statistics']), { signal });
  return [...classes].sort((a, b) => b.boxes - a.boxes).map(({ name }) => name);
}
