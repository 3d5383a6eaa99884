package io.boxstream.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a caller may do. No scope includes another. */
public enum Scope {
  /** Read images, labels, runs, reports and models. */
  READ,
  /** Add, change and delete labelled images. */
  LABEL,
  /** Start and stop training. */
  TRAIN,
  /** Change which model is served. */
  PROMOTE,
  /** Detect objects in images. */
  DETECT,
  /** Maintain the installation. */
  ADMIN,
  /** Read metrics. */
  METRICS;

  /** The name in files and options. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The scope of a name.
   *
   * @throws IllegalArgumentException if there is none, with all names
   */
  public static Scope of(String code) {
    return Arrays.stream(values())
        .filter(scope -> scope.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no scope \"%s\"; scopes are %s"
                        .formatted(
                            code,
                            Arrays.stream(values())
                                .map(Scope::code)
                                .collect(Collectors.joining(", ")))));
  }
}
