package io.boxstream.ingest.imports;

import io.boxstream.ingest.archive.UnusableArchiveException;
import io.boxstream.ingest.intake.ImageIntake;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The imports of this service: one after the other in the order they came. An import that a kill or
 * a stop cut short is taken up again at the next start.
 */
public final class Imports implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Imports.class.getName());
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
  private static final int FINISHED_KEPT = 200;

  private final ImportSettings settings;
  private final ImportFiles files;
  private final RetryPolicy retryPolicy;
  private final ArchiveImport archiveImport;
  private final Readiness readiness;
  private final Map<String, ImportProgress> running = new ConcurrentHashMap<>();
  private final ExecutorService queue =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "imports"));
  private final ExecutorService workers;

  /**
   * @param settings how imports are worked through
   * @param intake takes each image
   * @param readiness says when work may begin
   */
  public Imports(ImportSettings settings, ImageIntake intake, Readiness readiness) {
    this.settings = settings;
    this.files = new ImportFiles(settings.directory());
    this.retryPolicy = new RetryPolicy(FIRST_WAIT, settings.longestWait());
    this.archiveImport =
        new ArchiveImport(intake, settings.limits(), settings.largestImage(), retryPolicy);
    this.readiness = readiness;
    this.workers =
        Executors.newFixedThreadPool(
            settings.parallelism(), work -> new Thread(work, "import-worker"));
  }

  /** Says when what imports need has been there once. */
  @FunctionalInterface
  public interface Readiness {

    /** Waits a while; true when work may begin. */
    boolean await(Duration longest) throws InterruptedException;
  }

  /** Takes up what an earlier life of this service left. */
  public void start() {
    files.removeBrokenUploads();
    List<ImportStatus> known = files.statuses();
    known.stream()
        .filter(status -> status.state() == ImportState.RUNNING)
        .map(ImportStatus::id)
        .forEach(this::enqueue);
    List<ImportStatus> finished =
        known.stream().filter(status -> status.state() != ImportState.RUNNING).toList();
    finished.stream()
        .limit(Math.max(0, finished.size() - FINISHED_KEPT))
        .forEach(status -> files.remove(status.id()));
  }

  /**
   * Keeps an archive and begins to take it in.
   *
   * @param body the zip, read to its end and not closed
   * @return the import's id
   * @throws UnusableArchiveException where nothing of the archive can be used
   * @throws ArchiveTooLongException where it is longer than the limit
   * @throws TooManyImportsException where too many are waiting
   * @throws BrokenUploadException where the sender breaks off
   * @throws IOException where the disk fails
   */
  public String submit(InputStream body) throws IOException {
    if (running.size() >= settings.waiting()) {
      throw new TooManyImportsException(settings.waiting());
    }
    String id = UUID.randomUUID().toString();
    try {
      files.receive(id, body, settings.archiveBytes());
      archiveImport.check(files.archive(id));
      files.writeStatus(ImportStatus.accepted(id));
    } catch (IOException | RuntimeException e) {
      files.remove(id);
      throw e;
    }
    enqueue(id);
    return id;
  }

  /** An import; empty where it is unknown. */
  public Optional<ImportStatus> find(String id) {
    ImportProgress progress = running.get(id);
    return progress == null
        ? files.readStatus(id)
        : Optional.of(progress.status(ImportState.RUNNING));
  }

  /** How many imports are at work or waiting. */
  public int active() {
    return running.size();
  }

  @Override
  public void close() {
    retryPolicy.stop();
    queue.shutdown();
    try {
      if (!queue.awaitTermination(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        queue.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    workers.shutdownNow();
  }

  private void enqueue(String id) {
    running.put(id, new ImportProgress(id));
    queue.execute(() -> run(id));
  }

  private void run(String id) {
    ImportProgress progress = running.get(id);
    try {
      awaitReadiness();
      try (ImportJournal journal = ImportJournal.open(files.journal(id), progress::replay)) {
        archiveImport.run(
            files.archive(id),
            files.directory(id),
            progress,
            journal,
            workers,
            settings.parallelism());
      }
      finish(id, progress.status(ImportState.DONE));
    } catch (RetryPolicy.StoppedException e) {
      LOG.log(Level.INFO, "import " + id + " goes on at the next start");
    } catch (UnusableArchiveException e) {
      fail(id, progress, e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "import " + id + " failed", e);
      fail(id, progress, "the import failed: " + e);
    }
  }

  private void fail(String id, ImportProgress progress, String detail) {
    progress.detail(detail);
    finish(id, progress.status(ImportState.FAILED));
  }

  private void finish(String id, ImportStatus status) {
    files.writeStatus(status);
    running.remove(id);
    files.removeWork(id);
    LOG.log(Level.INFO, "import {0} is {1}: {2}", id, status.state(), status.images());
  }

  private void awaitReadiness() {
    try {
      while (!retryPolicy.isStopping()) {
        if (readiness.await(FIRST_WAIT)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new RetryPolicy.StoppedException();
  }
}
