/**
 * The evaluator on the log: checkpoint notifications in, evaluation and promotion notifications
 * out. The store is the truth; a notification that was lost is published again.
 */
package io.boxstream.evaluator.notification;
