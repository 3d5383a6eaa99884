package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

/** A verified and warm detector, and what it is. Whoever holds the record closes it. */
public record LoadedModel(ModelIdentity identity, Detector detector) implements AutoCloseable {

  public LoadedModel {
    requireNonNull(identity, "identity");
    requireNonNull(detector, "detector");
  }

  @Override
  public void close() {
    detector.close();
  }
}
