/**
 * Finds what looks wrong in a data set: pure functions on labels, detections and perceptual hashes.
 * Knows no log and no storage.
 */
package io.boxstream.dataset.quality;
