package io.boxstream.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The services that the console asks. */
public enum Service {
  INGEST,
  TRAINER,
  EVALUATOR,
  INFERENCE;

  /** The name in addresses and messages, as in {@code ingest}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The service of a name; empty if there is none. */
  public static Optional<Service> ofCode(String code) {
    return Arrays.stream(values()).filter(service -> service.code().equals(code)).findFirst();
  }
}
