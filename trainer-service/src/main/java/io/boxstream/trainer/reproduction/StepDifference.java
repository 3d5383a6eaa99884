package io.boxstream.trainer.reproduction;

/**
 * The first step whose losses differ.
 *
 * @param step the step, from 1
 * @param originalCrossEntropy classification loss of the checkpoint's run
 * @param crossEntropy classification loss of the repetition
 * @param originalSmoothL1 box regression loss of the checkpoint's run
 * @param smoothL1 box regression loss of the repetition
 */
public record StepDifference(
    long step,
    double originalCrossEntropy,
    double crossEntropy,
    double originalSmoothL1,
    double smoothL1) {}
