package io.boxstream.detection.training;

/**
 * The losses of one step over its whole batch.
 *
 * @param crossEntropy sum over positives and hard negatives, divided by the number of positives
 * @param smoothL1 sum over the positives' offsets, divided by the number of positives
 * @param positives number of anchors that are matched to an object; if it is 0, both losses are 0
 */
public record StepLosses(double crossEntropy, double smoothL1, int positives) {}
