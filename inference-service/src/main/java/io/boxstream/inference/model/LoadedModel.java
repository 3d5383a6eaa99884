package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

/**
 * A verified and warmed-up detector with its identity. The owner of the record closes it.
 *
 * @param bytes memory that the detector takes, by estimate
 */
public record LoadedModel(ModelIdentity identity, Detector detector, long bytes)
    implements AutoCloseable {

  public LoadedModel {
    requireNonNull(identity, "identity");
    requireNonNull(detector, "detector");
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes must not be negative, was " + bytes);
    }
  }

  @Override
  public void close() {
    detector.close();
  }
}
