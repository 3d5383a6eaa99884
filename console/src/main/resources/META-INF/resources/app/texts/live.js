/** Texts of the page of live detections. */
import { decimal, integer, percent, rate } from '../format.js';

const plural = (count, one, many) => `${integer(count)} ${count === 1 ? one : many}`;

export const texts = {
  title: 'Live',
  lead: 'Answers of the detector to requests over Kafka, as they come. A sample: at high rates most are not shown.',
  pause: 'Pause',
  resume: 'Go on',
  paused: 'Paused: nothing new is shown.',
  key: 'Key',
  keyHint: 'The key of a request, such as the name of a camera.',
  allKeys: 'All keys',
  noKey: 'without a key',
  score: (score) => `Boxes from a score of ${percent(score, 0)}`,
  below: (count) => `${plural(count, 'box', 'boxes')} below`,
  rate: (perSecond) => `${rate(perSecond)} a second`,
  shown: (count) => `${plural(count, 'detection', 'detections')} shown`,
  readAt: 'Kafka does not answer. These were read',
  emptyTitle: 'No detections yet',
  emptyText: 'Write the bytes of an image to the topic detection-requests. The answer comes on detections, and here.',
  emptyKeyTitle: 'None with this key',
  emptyKeyText: (key) => `None of the latest detections has the key ${key}.`,
  clearKey: 'Show all keys',
  tryIt: 'Try it on an image',
  missing: 'The image is no longer on the log, or browsers do not show its format.',
  alt: (key, boxes) => `Image of ${key} with ${plural(boxes, 'box', 'boxes')}`,
  boxes: (count) => (count === 0 ? 'nothing found' : plural(count, 'box', 'boxes')),
  generation: (generation) => `generation ${integer(generation)}`,
  millis: (millis) => `${decimal(millis, 0)} ms`,
  open: (key) => `Show the image of ${key} large`,
  onlyKey: (key) => `Only ${key}`,
  close: 'Close',
};
