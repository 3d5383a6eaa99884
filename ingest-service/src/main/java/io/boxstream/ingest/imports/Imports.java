package io.boxstream.ingest.imports;

import io.boxstream.events.consume.Backoff;
import io.boxstream.ingest.archive.UnusableArchiveException;
import io.boxstream.ingest.intake.ImageIntake;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The imports of this service, processed one at a time in the order of their arrival. An import
 * that was interrupted by a stop or a kill continues at the next start.
 */
public final class Imports implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Imports.class.getName());
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
  static final int FINISHED_KEPT = 200;

  private final ImportSettings settings;
  private final ImportFiles files;
  private final RetryPolicy retryPolicy;
  private final ImportWorkers workers;
  private final ArchiveImport archiveImport;
  private final Readiness readiness;
  private final Map<String, ImportProgress> running = new ConcurrentHashMap<>();
  private final AtomicInteger uploads = new AtomicInteger();
  private final ExecutorService queue =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "imports"));

  /**
   * @param settings limits and concurrency of imports
   * @param intake receives each image
   * @param blocking runs tasks that wait for the object store
   * @param readiness tells when imports may begin
   */
  public Imports(
      ImportSettings settings, ImageIntake intake, Executor blocking, Readiness readiness) {
    this.settings = settings;
    this.files = new ImportFiles(settings.directory());
    this.retryPolicy = new RetryPolicy(backoff(settings.longestWait()));
    this.workers = new ImportWorkers(settings.concurrency(), retryPolicy);
    this.archiveImport =
        new ArchiveImport(intake, blocking, workers, settings.limits(), settings.largestImage());
    this.readiness = readiness;
  }

  private static Backoff backoff(Duration longest) {
    return new Backoff(FIRST_WAIT.compareTo(longest) < 0 ? FIRST_WAIT : longest, longest);
  }

  /** Tells when the services that imports need are available. */
  @FunctionalInterface
  public interface Readiness {

    /** Waits up to the given time; returns true when imports may begin. */
    boolean await(Duration longest) throws InterruptedException;
  }

  /** Continues the imports that an earlier process did not finish. */
  public void start() {
    files.removeBrokenUploads();
    List<ImportStatus> known = files.statuses();
    known.stream()
        .filter(status -> status.state() == ImportState.RUNNING)
        .forEach(status -> enqueue(status.id(), status.format(), status.caller()));
    removeOldest(known);
  }

  private void removeOldest(List<ImportStatus> known) {
    List<ImportStatus> finished =
        known.stream().filter(status -> status.state() != ImportState.RUNNING).toList();
    finished.stream()
        .limit(Math.max(0, finished.size() - FINISHED_KEPT))
        .forEach(status -> files.remove(status.id()));
  }

  /**
   * Takes a place for an archive that is about to be sent.
   *
   * @return to be closed when its import has started or failed
   * @throws TooManyImportsException if all places are taken by imports and uploads
   */
  public Place reserve() {
    if (uploads.incrementAndGet() + running.size() > settings.waiting()) {
      uploads.decrementAndGet();
      throw new TooManyImportsException(settings.waiting());
    }
    return new Place();
  }

  /** The place of one upload. Closing it twice has no effect. */
  public final class Place implements AutoCloseable {
    private final AtomicBoolean returned = new AtomicBoolean();

    private Place() {}

    @Override
    public void close() {
      if (returned.compareAndSet(false, true)) {
        uploads.decrementAndGet();
      }
    }
  }

  /**
   * Stores an archive and starts its import.
   *
   * @param upload the zip, tar or tar.gz
   * @param caller who sends it; empty if unknown
   * @return the import's id
   * @throws UnusableArchiveException if nothing in the archive can be used
   * @throws ArchiveTooLongException if it is longer than the limit
   * @throws TooManyImportsException if too many imports are waiting
   * @throws io.boxstream.ingest.disk.DiskFullException if the disk has no space for it
   */
  public String submit(Upload upload, Optional<String> caller) {
    if (running.size() >= settings.waiting()) {
      throw new TooManyImportsException(settings.waiting());
    }
    String id = UUID.randomUUID().toString();
    String sender = caller.orElse("");
    String format;
    try {
      files.receive(id, upload, settings.archiveBytes(), settings.limits());
      format = archiveImport.check(files.archive(id));
      files.writeStatus(ImportStatus.accepted(id, format, sender));
    } catch (RuntimeException e) {
      files.remove(id);
      throw e;
    }
    enqueue(id, format, sender);
    return id;
  }

  /** An import; empty where it is unknown. */
  public Optional<ImportStatus> find(String id) {
    ImportProgress progress = running.get(id);
    return progress == null
        ? files.readStatus(id)
        : Optional.of(progress.status(ImportState.RUNNING));
  }

  /** The number of imports that are running or waiting. */
  public int active() {
    return running.size();
  }

  @Override
  public void close() {
    workers.stop();
    queue.shutdown();
    try {
      if (!queue.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        queue.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    workers.close();
  }

  private void enqueue(String id, String format, String caller) {
    running.put(id, new ImportProgress(id, format, caller));
    queue.execute(() -> run(id));
  }

  private void run(String id) {
    ImportProgress progress = running.get(id);
    try {
      ImportState state = workedThrough(id, progress);
      retryPolicy.until(() -> finish(id, progress.status(state)));
    } catch (RetryPolicy.StoppedException e) {
      LOG.log(Level.INFO, "import " + id + " continues at the next start");
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "the result of import " + id + " cannot be stored", e);
    }
  }

  private ImportState workedThrough(String id, ImportProgress progress) {
    try {
      awaitReadiness();
      retryPolicy.until(() -> work(id, progress));
      return ImportState.DONE;
    } catch (RetryPolicy.StoppedException e) {
      throw e;
    } catch (UnusableArchiveException e) {
      progress.detail(e.getMessage());
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "import " + id + " failed", e);
      progress.detail("the import failed: " + e);
    }
    return ImportState.FAILED;
  }

  private void work(String id, ImportProgress progress) {
    try (ImportJournal journal = ImportJournal.open(files.journal(id), progress::replay)) {
      archiveImport.run(files.archive(id), files.directory(id), progress, journal);
    }
  }

  private void finish(String id, ImportStatus status) {
    files.writeStatus(status);
    running.remove(id);
    files.removeWork(id);
    removeOldest(files.statuses());
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
