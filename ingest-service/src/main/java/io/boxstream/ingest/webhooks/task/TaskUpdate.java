package io.boxstream.ingest.webhooks.task;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.Split;
import java.util.Optional;

/**
 * A new state of one labelling of a task.
 *
 * @param key of the task or frame
 * @param address of the image, as the tool gives it
 * @param name of the image's file
 * @param split that the tool gives it
 * @param labelling the new state
 */
public record TaskUpdate(
    String key, String address, String name, Optional<Split> split, Labelling labelling) {

  /** Validates the components. */
  public TaskUpdate {
    requireNonNull(key, "key");
    requireNonNull(address, "address");
    requireNonNull(name, "name");
    requireNonNull(split, "split");
    requireNonNull(labelling, "labelling");
  }
}
