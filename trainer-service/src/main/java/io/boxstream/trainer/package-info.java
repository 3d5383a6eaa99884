/**
 * Training runs on the data set's log.
 *
 * <p>{@link io.boxstream.trainer.Trainer} is the entry: one thread that takes runs one after the
 * other, brings each from a request to its outcome, and first of all goes on with the one that the
 * process before it left behind.
 */
package io.boxstream.trainer;
