package io.boxstream.inference.drift;

import io.boxstream.inference.model.ModelIdentity;
import java.util.Optional;

/** Where references come from. */
@FunctionalInterface
public interface DriftReferences {

  /**
   * The reference of a promoted model; empty if its evaluation has none that can be read.
   *
   * @throws RuntimeException if that cannot be said now
   */
  Optional<ServedReference> find(ModelIdentity identity);
}
