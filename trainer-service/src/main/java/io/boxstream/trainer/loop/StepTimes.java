package io.boxstream.trainer.loop;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Durations of the stages of one step.
 *
 * @param waiting for the batch: near zero as long as the pipeline keeps up
 * @param learning from the batch's upload to its losses. The engine works beside: the update of one
 *     step ends within the learning of the next.
 */
public record StepTimes(Duration waiting, Duration learning) {
  public StepTimes {
    requireNonNull(waiting, "waiting");
    requireNonNull(learning, "learning");
  }
}
