package io.boxstream.kubernetes;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the tests are. */
public final class Checkout {

  /** The checkout's root. */
  public static final Path HOME = home();

  private Checkout() {}

  private static Path home() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("testbed")) ? here : here.resolve("../..").normalize();
  }
}
