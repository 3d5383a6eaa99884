package io.boxstream.local.service;

import io.boxstream.local.LocalRunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where the built services lie in a checkout. */
public final class ServiceLayout {

  private final Path home;

  /**
   * The layout of a checkout.
   *
   * @param home the checkout's root
   */
  public ServiceLayout(Path home) {
    this.home = Objects.requireNonNull(home, "home");
  }

  /** The checkout's root. */
  public Path home() {
    return home;
  }

  /**
   * The jar that starts a service.
   *
   * @throws LocalRunException if it was not built
   */
  public Path jar(String service) {
    Path jar = home.resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new LocalRunException(service + " is not built: there is no " + jar);
    }
    return jar;
  }
}
