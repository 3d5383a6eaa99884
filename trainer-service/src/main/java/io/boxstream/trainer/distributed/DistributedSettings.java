package io.boxstream.trainer.distributed;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.training.GradientCompression;
import java.time.Duration;
import java.util.Optional;

/**
 * How a coordinator trains.
 *
 * @param workers the number of workers that an attempt waits for
 * @param servers the number of servers that an attempt waits for
 * @param joinTimeout how long it waits; then it begins with those that are there
 * @param answerTimeout the longest time for one phase of a step, and for the start
 * @param restarts how often a run begins again at the same checkpoint after it has lost a
 *     participant
 * @param compression of the gradients; empty for none
 * @param device where workers compute
 */
public record DistributedSettings(
    int workers,
    int servers,
    Duration joinTimeout,
    Duration answerTimeout,
    int restarts,
    Optional<GradientCompression> compression,
    ComputeDevice device) {
  public DistributedSettings {
    requireNonNull(joinTimeout, "joinTimeout");
    requireNonNull(answerTimeout, "answerTimeout");
    requireNonNull(compression, "compression");
    requireNonNull(device, "device");
    if (workers < 1 || servers < 1 || restarts < 0) {
      throw new IllegalArgumentException(
          "%d workers, %d servers, %d restarts".formatted(workers, servers, restarts));
    }
  }
}
