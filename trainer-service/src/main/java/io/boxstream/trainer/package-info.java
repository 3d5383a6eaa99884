/**
 * Training runs on the data set's log.
 *
 * <p>{@link io.boxstream.trainer.Trainer} is the entry: one thread that takes runs one after the
 * other, executes each from request to outcome, and starts with the unfinished run of the previous
 * process.
 */
package io.boxstream.trainer;
