package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The packaged programs that the console's benchmarks start, each as its folder {@code
 * quarkus-app}.
 *
 * @param console the console
 * @param ingest ingest-service
 * @param others the other services by the console's names for them
 */
record ConsolePrograms(Path console, Path ingest, Map<String, Path> others) {

  ConsolePrograms {
    requireNonNull(console, "console");
    requireNonNull(ingest, "ingest");
    others = Map.copyOf(others);
  }

  static ConsolePrograms of(BenchmarkSettings settings) {
    return new ConsolePrograms(
        settings.packaged("console"),
        settings.ingest(),
        Map.of(
            "trainer", settings.packaged("trainer-service"),
            "evaluator", settings.packaged("evaluator-service"),
            "inference", settings.packaged("inference-service")));
  }

  /** Why the console cannot be measured here; nothing if it can. */
  Optional<String> obstacle() {
    if (Chromium.find().isEmpty()) {
      return Optional.of("Chromium is not installed: install the package chromium");
    }
    return missing();
  }

  /** Which program is not there; nothing if all are. */
  Optional<String> missing() {
    Map<String, Path> all = new LinkedHashMap<>(others);
    all.put("console", console);
    all.put("ingest", ingest);
    return all.values().stream()
        .map(folder -> folder.resolve("quarkus-run.jar"))
        .filter(jar -> !Files.isReadable(jar))
        .sorted()
        .findFirst()
        .map(jar -> "there is no " + jar + "; benchmarks/run console or served builds it");
  }
}
