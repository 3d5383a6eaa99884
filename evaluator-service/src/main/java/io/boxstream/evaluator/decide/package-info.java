/**
 * From a checkpoint to a decision, exactly once: reports, decisions and the promotion chain in the
 * store are the truth, so every step can be repeated after a crash.
 */
package io.boxstream.evaluator.decide;
