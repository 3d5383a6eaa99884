/**
 * What the three queues have in common. An entry has `id`, `queue`, `reasons` (codes, the most likely first), `name`,
 * `text`, `at` or `score`, `thumbnail` (an address, or none), and `item`, the answer of the service.
 */
import { address } from '../api.js';
import { sentence, shortId } from '../format.js';
import { texts } from '../texts/review.js';

export const INGEST = '/api/ingest/v1';

/** Reasons of rejections whose image, if there is one, cannot be decoded. */
const UNDECODABLE = new Set([
  'not-an-image',
  'unsupported-image',
  'truncated-image',
  'crashed-decoder',
  'image-too-large',
  'missing-image',
]);

/** An address of ingest-service; the parts of its path are encoded. */
export function ingestAddress(parts, query) {
  return address([INGEST, ...parts.map(encodeURIComponent)].join('/'), query);
}

/** Whether the image of a rejection can be shown. */
export function isDecodable(rejection) {
  return rejection.original !== undefined && !UNDECODABLE.has(rejection.reason);
}

/** @param {object} item of GET /v1/rejected-images */
export function quarantineEntry(item) {
  return {
    queue: 'quarantine',
    id: item.id,
    reasons: [item.reason],
    name: item.source.name,
    text: sentence(item.detail),
    at: item.at,
    thumbnail: isDecodable(item) ? ingestAddress(['rejected-images', item.id, 'thumbnail'], { size: 128 }) : undefined,
    item,
  };
}

/** @param {object} item of GET /v1/suspects */
export function suspectEntry(item) {
  return {
    queue: 'suspects',
    id: item.id,
    reasons: [item.reason, ...item.alsoReasons],
    name: item.imageId ? shortId(item.imageId) : texts.classesName(item.classes),
    text: texts.suspectText[item.reason]?.(item) ?? item.text,
    score: item.score,
    thumbnail: item.imageId ? ingestAddress(['images', item.imageId, 'thumbnail'], { size: 128 }) : undefined,
    item,
  };
}

/** @param {object} item of GET /v1/hard-examples */
export function exampleEntry(item) {
  return {
    queue: 'hard-examples',
    id: item.id,
    reasons: item.reasons,
    name: item.request?.key || shortId(item.id),
    text: texts.exampleText(item),
    at: item.publishedAt,
    score: item.score,
    thumbnail: ingestAddress(['hard-examples', item.id, 'thumbnail'], { size: 128 }),
    item,
  };
}

/** The address of an entry's editor, with the filters of its queue. */
export function editorPath(queue, id, filters = {}) {
  return address(`/review/${queue}/${encodeURIComponent(id)}`, filters);
}
