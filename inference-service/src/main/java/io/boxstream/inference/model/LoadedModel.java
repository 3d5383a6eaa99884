package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

/** A verified and warmed-up detector with its identity. The owner of the record closes it. */
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
