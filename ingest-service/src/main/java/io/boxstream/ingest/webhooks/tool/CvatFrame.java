package io.boxstream.ingest.webhooks.tool;

import static java.util.Objects.requireNonNull;

import io.boxstream.images.formats.DeclaredSize;

/**
 * A frame of a job.
 *
 * @param number in the task
 * @param name of its image
 * @param size of its image
 */
record CvatFrame(int number, String name, DeclaredSize size) {

  /** Validates the components. */
  CvatFrame {
    requireNonNull(name, "name");
    requireNonNull(size, "size");
  }
}
