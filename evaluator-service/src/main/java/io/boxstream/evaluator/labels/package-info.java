/**
 * Compares the labels of the data set with what the promoted model detects, in the background, and
 * publishes what the model contradicts.
 */
package io.boxstream.evaluator.labels;
