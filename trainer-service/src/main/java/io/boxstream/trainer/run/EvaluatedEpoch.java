package io.boxstream.trainer.run;

/**
 * The score of a run's checkpoint on the validation split of the run's data set.
 *
 * @param epoch epochs completed
 * @param voc07 VOC07 mAP, 0 to 1
 */
public record EvaluatedEpoch(int epoch, double voc07) {}
