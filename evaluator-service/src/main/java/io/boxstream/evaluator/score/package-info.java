/**
 * How well a checkpoint does on a validation set: images in, report out. Knows no topics and no
 * promotions.
 */
package io.boxstream.evaluator.score;
