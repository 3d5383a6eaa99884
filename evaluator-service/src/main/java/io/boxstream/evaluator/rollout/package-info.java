/**
 * Rollouts of challengers: starts them, adds up what the instances of inference-service count, and
 * ends them by their budgets. The store is authoritative; a lost announcement is published again.
 */
package io.boxstream.evaluator.rollout;
