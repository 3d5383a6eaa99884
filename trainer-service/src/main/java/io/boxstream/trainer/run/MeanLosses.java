package io.boxstream.trainer.run;

/**
 * Losses as the reference reports them: the mean, over the batches of an epoch, of the batch's sum
 * divided by its positive anchors.
 *
 * @param crossEntropy of the classes
 * @param smoothL1 of the boxes
 */
public record MeanLosses(double crossEntropy, double smoothL1) {}
