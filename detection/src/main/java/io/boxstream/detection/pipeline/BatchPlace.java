package io.boxstream.detection.pipeline;

/**
 * One place of a batch and the image that belongs there.
 *
 * @param slot place in the batch, from 0
 * @param index the image, from 0
 * @param epoch the epoch that this use of the image belongs to
 */
record BatchPlace(int slot, int index, long epoch) {}
