package io.boxstream.inference.model;

import java.util.List;

/** There is no model of that name here. */
public final class UnknownModelException extends RuntimeException {

  /**
   * @param known the names of the models that there are
   */
  public UnknownModelException(String name, List<String> known) {
    super("there is no model %s; this service has %s".formatted(name, String.join(", ", known)));
  }
}
