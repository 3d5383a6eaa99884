package io.boxstream.local.settings;

import io.boxstream.local.LocalRunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where the parts of Boxstream are: in a built checkout or in an unpacked distribution. */
public final class Installation {

  private final Path home;
  private final boolean distribution;

  /**
   * The installation in a folder.
   *
   * @param home the root of a checkout, or the folder that the distribution was unpacked to
   */
  public Installation(Path home) {
    this.home = Objects.requireNonNull(home, "home").toAbsolutePath().normalize();
    this.distribution = Files.isDirectory(this.home.resolve("services"));
  }

  /** The installation that the start script names in the property {@code boxstream.home}. */
  public static Installation ofThisProcess() {
    return new Installation(Path.of(System.getProperty("boxstream.home", ".")));
  }

  /**
   * How a user calls one of the commands.
   *
   * @param name for example {@code run}
   */
  public String command(String name) {
    return distribution ? "bin/boxstream " + name : "deploy/local/" + name;
  }

  /** The folder for state and output when the user names none. A distribution may be read-only. */
  public Path workingFolder() {
    return distribution ? Path.of("").toAbsolutePath() : home;
  }

  /** The configuration of Prometheus and Grafana. */
  public Path monitoring() {
    return home.resolve("deploy/monitoring");
  }

  /**
   * The jar that starts a service.
   *
   * @throws LocalRunException if it is missing
   */
  public Path serviceJar(String service) {
    Path folder =
        distribution
            ? home.resolve("services").resolve(service)
            : home.resolve(service).resolve("target/quarkus-app");
    Path jar = folder.resolve("quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new LocalRunException(service + " is not built: there is no " + jar);
    }
    return jar;
  }
}
