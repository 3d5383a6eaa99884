/**
 * Epochs, batches, the learning rate and checkpoints: one run, step by step.
 *
 * <p>Everything here is a function of the run's record, a step number and, for runs with a time
 * budget, the training time before, which checkpoints keep. So a run that resumes from a checkpoint
 * sees the same images at the same rate as one that was never interrupted. Knows neither topics nor
 * stores.
 */
package io.boxstream.trainer.loop;
