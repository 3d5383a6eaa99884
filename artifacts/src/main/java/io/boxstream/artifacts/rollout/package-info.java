/**
 * Rollouts: a challenger beside the champion of a model, what was measured, and how it ended. At
 * most one rollout of a model runs.
 */
package io.boxstream.artifacts.rollout;
