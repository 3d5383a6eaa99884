/**
 * The evaluator on the log: checkpoint notices in, evaluation and promotion notices out. The store
 * is the truth; a notice that was lost is published again.
 */
package io.boxstream.evaluator.notice;
