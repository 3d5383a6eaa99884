package io.boxstream.local.service;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The jars of a packaged service as an ordinary class path. Quarkus' own launcher loads them with a
 * class loader of its own, whose classes the JVM cannot archive.
 */
final class ServiceClassPath {

  /** The service's main class on this class path. */
  static final String MAIN_CLASS = "io.quarkus.runner.GeneratedMain";

  private static final String DEPENDENCIES = "quarkus-app-dependencies.txt";

  private ServiceClassPath() {}

  /**
   * The class path of a service.
   *
   * @param launcher the service's {@code quarkus-run.jar}; everything else is in its folder. The
   *     folders of libraries may hold those of other services, too.
   */
  static String of(Path launcher) {
    Path folder = launcher.getParent();
    List<Path> jars = new ArrayList<>();
    // Classes that Quarkus has changed come before the originals.
    jars.add(folder.resolve("quarkus/transformed-bytecode.jar"));
    jars.add(folder.resolve("quarkus/generated-bytecode.jar"));
    try (Stream<Path> own = Files.list(folder.resolve("app"))) {
      own.sorted().forEach(jars::add);
      for (String line : Files.readAllLines(folder.resolve(DEPENDENCIES))) {
        find(folder, fileName(line)).ifPresent(jars::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not read the class path of " + launcher, e);
    }
    return String.join(
        File.pathSeparator, jars.stream().filter(Files::exists).map(Path::toString).toList());
  }

  /** Those of the dependencies that Quarkus needs only to build are not there. */
  private static Optional<Path> find(Path folder, String jar) {
    return Stream.of("lib/boot", "lib/main")
        .map(libraries -> folder.resolve(libraries).resolve(jar))
        .filter(Files::exists)
        .findFirst();
  }

  /** Of a line {@code group:artifact:classifier:type:version}. */
  private static String fileName(String line) {
    String[] parts = line.strip().split(":", -1);
    if (parts.length != 5) {
      throw new IllegalArgumentException("not a dependency in " + DEPENDENCIES + ": " + line);
    }
    String classifier = parts[2].isEmpty() ? "" : "-" + parts[2];
    return "%s.%s-%s%s.%s".formatted(parts[0], parts[1], parts[4], classifier, parts[3]);
  }
}
