package io.boxstream.detection.training;

/**
 * The losses of one step over its whole batch.
 *
 * @param crossEntropy summed over positives and hard negatives, divided by the positives
 * @param smoothL1 summed over the positives' offsets, divided by the positives
 * @param positives number of anchors that an object was assigned to; without any, both losses are 0
 */
public record StepLosses(double crossEntropy, double smoothL1, int positives) {}
