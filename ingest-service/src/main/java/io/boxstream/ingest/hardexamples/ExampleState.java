package io.boxstream.ingest.hardexamples;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of a hard example. */
public enum ExampleState {
  /** It waits for labels. */
  OPEN,
  /** Its image is in the data set. */
  ANSWERED,
  /** A person does not want to label it. */
  DISMISSED;

  /** The name in requests and answers: {@code open}, {@code answered}, {@code dismissed}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state with a code; empty if there is none. */
  public static Optional<ExampleState> of(String code) {
    return Arrays.stream(values()).filter(state -> state.code().equals(code)).findFirst();
  }
}
