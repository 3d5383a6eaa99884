package io.boxstream.ingest.imports;

import static org.awaitility.Awaitility.await;

import io.boxstream.ingest.FakeLog;
import io.boxstream.ingest.IntakeBench;
import io.boxstream.ingest.Samples;
import io.boxstream.ingest.archive.ArchiveLimits;
import io.boxstream.ingest.archive.Zips;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Imports on an intake in memory, which can be stopped and started again. */
final class ImportsBench implements AutoCloseable {

  static final String CALLER = "anna";
  static final byte[] LABELS = Samples.voc(32, 24, "hat", 1, 1, 9, 9);
  static final int LARGEST_IMAGE = 256 * 1024;

  static final int LARGEST_ARCHIVE = 1024 * 1024;
  static final int WAITING = 2;

  final IntakeBench intake;
  final FakeLog log;
  private final Path directory;
  private final ImportConcurrency concurrency;
  private final CountDownLatch ready = new CountDownLatch(1);
  private Imports imports;

  ImportsBench(Path directory, ImportConcurrency concurrency) {
    this(directory, concurrency, new FakeLog());
  }

  private ImportsBench(Path directory, ImportConcurrency concurrency, FakeLog log) {
    this.log = log;
    this.intake = new IntakeBench(log, "hat", "person");
    this.directory = directory;
    this.concurrency = concurrency;
    this.imports = imports("imports");
  }

  /** From now on work may begin. */
  ImportsBench ready() {
    ready.countDown();
    return this;
  }

  Imports imports() {
    return imports;
  }

  /** The folder that imports are kept in. */
  Path folder() {
    return directory.resolve("imports");
  }

  String submit(Map<String, byte[]> entries) throws IOException {
    return submit(imports, entries);
  }

  ImportStatus status(String id) {
    return imports.find(id).orElseThrow();
  }

  ImportStatus finished(String id) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> status(id), status -> status.state() != ImportState.RUNNING);
  }

  /** The next life of the service. */
  void restart() {
    imports.close();
    imports = imports("imports");
    imports.start();
  }

  /**
   * The next life of a process that is killed now: it has the log and the files as they are. What
   * the killed one does from now on concerns nobody.
   */
  ImportsBench killed(Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(folder())) {
      for (Path file : files.toList()) {
        Path target = copy.resolve("imports").resolve(folder().relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    ImportsBench next = new ImportsBench(copy, concurrency, log).ready();
    next.imports.start();
    return next;
  }

  /** Has somebody else take an archive in. */
  void importByAnother(Map<String, byte[]> entries) throws IOException {
    ready();
    try (Imports other = imports("others")) {
      String id = submit(other, entries);
      await().until(() -> other.find(id).orElseThrow().state() == ImportState.DONE);
    }
  }

  @Override
  public void close() {
    imports.close();
    intake.threads.close();
  }

  /** So many different images with labels. */
  static Map<String, byte[]> images(int count) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      put(entries, "image " + i, Samples.jpeg(32, 24, 100 + i), LABELS);
    }
    return entries;
  }

  static void put(Map<String, byte[]> entries, String name, byte[] image, byte[] labels) {
    entries.put("root/JPEGImages/" + name + ".jpg", image);
    entries.put("root/Annotations/" + name + ".xml", labels);
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String submit(Imports target, Map<String, byte[]> entries) throws IOException {
    Path zip = Zips.write(directory.resolve("upload.zip"), entries);
    try (InputStream in = Files.newInputStream(zip)) {
      return submit(target, Upload.of(in));
    }
  }

  /** Takes a place and submits an upload. */
  static String submit(Imports target, Upload upload) {
    try (Place place = target.reserve(Optional.of(CALLER))) {
      target.submit(place, upload);
      return place.id();
    }
  }

  private Imports imports(String folder) {
    ImportSettings settings =
        new ImportSettings(
            directory.resolve(folder),
            LARGEST_ARCHIVE,
            new ArchiveLimits(1000, 64L * 1024 * 1024, 1000),
            LARGEST_IMAGE,
            concurrency,
            WAITING,
            Duration.ofSeconds(1));
    return new Imports(
        settings,
        intake.intake,
        intake.threads.blocking(),
        longest -> ready.await(longest.toMillis(), TimeUnit.MILLISECONDS),
        Clock.systemUTC());
  }
}
