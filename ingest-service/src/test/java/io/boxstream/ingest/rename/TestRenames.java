package io.boxstream.ingest.rename;

import static org.awaitility.Awaitility.await;

import io.boxstream.ingest.IntakeBench;
import java.nio.file.Path;
import java.time.Duration;

/** Renames on an intake in memory. */
final class TestRenames {

  private TestRenames() {}

  /** Renames whose catalog is complete. */
  static ClassRenames open(IntakeBench bench, Path directory) {
    return open(bench, directory, longest -> true);
  }

  static ClassRenames open(IntakeBench bench, Path directory, ClassRenames.Readiness readiness) {
    return new ClassRenames(
        directory,
        bench.catalog,
        bench.relabelling,
        bench.rules,
        bench.threads.blocking(),
        readiness);
  }

  /** A rename when it is done. */
  static ClassRename finished(ClassRenames renames, String id) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> renames.find(id).orElseThrow().state() == ClassRename.State.DONE);
    return renames.find(id).orElseThrow();
  }
}
