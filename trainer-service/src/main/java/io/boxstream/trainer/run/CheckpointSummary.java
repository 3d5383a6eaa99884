package io.boxstream.trainer.run;

/**
 * A published checkpoint in a few words; its manifest has all of them.
 *
 * @param id checkpoint id
 * @param epoch epochs completed
 * @param step steps completed
 * @param losses means over the epoch before it
 */
public record CheckpointSummary(String id, int epoch, long step, MeanLosses losses) {}
