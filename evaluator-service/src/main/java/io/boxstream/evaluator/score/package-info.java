/** Scores checkpoints on validation sets. Knows no topics and no promotions. */
package io.boxstream.evaluator.score;
