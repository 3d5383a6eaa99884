package io.boxstream.testbed;

/**
 * Where the brokers and stores of tests run. Knows nothing of Testcontainers, which may be absent.
 */
final class Containers {

  /** The system property that, when {@code true}, puts them into containers. */
  static final String PROPERTY = "testbed.containers";

  private Containers() {}

  static boolean areWanted() {
    return Boolean.getBoolean(PROPERTY);
  }
}
