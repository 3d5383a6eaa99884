package io.boxstream.ingest.imports;

import io.boxstream.events.consume.Backoff;
import io.boxstream.ingest.archive.UnusableArchiveException;
import io.boxstream.ingest.intake.ImageIntake;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The imports of this service, processed one at a time in the order of their arrival. An import
 * that was interrupted by a stop or a kill continues at the next start, unless it was cancelled.
 */
public final class Imports implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Imports.class.getName());
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
  static final int FINISHED_KEPT = 200;

  private static final Comparator<ImportStatus> NEWEST_FIRST =
      Comparator.comparing((ImportStatus status) -> status.startedAt().orElse(Instant.EPOCH))
          .reversed()
          .thenComparing(ImportStatus::id);

  private final ImportSettings settings;
  private final ImportFiles files;
  private final RetryPolicy retryPolicy;
  private final ImportWorkers workers;
  private final ArchiveImport archiveImport;
  private final Readiness readiness;
  private final Executor blocking;
  private final Clock clock;
  private final Map<String, ImportProgress> running = new ConcurrentHashMap<>();
  private final Map<String, Place> uploads = new ConcurrentHashMap<>();
  private final ExecutorService queue =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "imports"));

  /**
   * @param settings limits and concurrency of imports
   * @param intake receives each image
   * @param blocking runs tasks that wait for the object store
   * @param readiness tells when imports may begin
   * @param clock time of reports
   */
  public Imports(
      ImportSettings settings,
      ImageIntake intake,
      Executor blocking,
      Readiness readiness,
      Clock clock) {
    this.settings = settings;
    this.files = new ImportFiles(settings.directory());
    this.retryPolicy = new RetryPolicy(backoff(settings.longestWait()));
    this.workers = new ImportWorkers(settings.concurrency(), retryPolicy);
    this.archiveImport =
        new ArchiveImport(intake, blocking, workers, settings.limits(), settings.largestImage());
    this.readiness = readiness;
    this.blocking = blocking;
    this.clock = clock;
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
    known.stream().filter(status -> status.state() == ImportState.RUNNING).forEach(this::goOn);
    removeOldest(known);
  }

  private void goOn(ImportStatus status) {
    Optional<String> by = files.cancelledBy(status.id());
    ImportProgress progress = enter(status);
    if (by.isPresent()) {
      boolean unused = progress.cancel(by.get());
      queue.execute(() -> endEarly(status.id(), progress));
    } else {
      queue.execute(() -> run(status.id()));
    }
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
   * @param caller who sends it; empty if unknown
   * @return to be closed when its import has started or failed
   * @throws TooManyImportsException if all places are taken by imports and uploads
   */
  public synchronized Place reserve(Optional<String> caller) {
    Place place =
        new Place(
            UUID.randomUUID().toString(),
            caller,
            clock.instant(),
            freed -> uploads.remove(freed.id(), freed));
    uploads.put(place.id(), place);
    if (uploads.size() + running.size() > settings.waiting()) {
      place.close();
      throw new TooManyImportsException(settings.waiting());
    }
    return place;
  }

  /**
   * Stores an archive and starts its import.
   *
   * @param place of the archive, closed by the caller
   * @param upload the zip, tar or tar.gz
   * @throws UnusableArchiveException if nothing in the archive can be used
   * @throws ArchiveTooLongException if it is longer than the limit
   * @throws ImportCancelledException if someone has cancelled the import meanwhile
   * @throws io.boxstream.ingest.disk.DiskFullException if the disk has no space for it
   */
  public void submit(Place place, Upload upload) {
    String id = place.id();
    try {
      files.receive(id, upload, settings.archiveBytes(), settings.limits());
      String format = archiveImport.check(files.archive(id));
      place.received(
          () -> {
            ImportStatus status = ImportStatus.withoutImages(place, ImportState.RUNNING, format);
            files.writeStatus(status);
            ImportProgress unused = enter(status);
          });
    } catch (RuntimeException e) {
      if (place.failed(() -> files.remove(id))) {
        throw e;
      }
      // Its report stays.
      files.removeWork(id);
      throw new ImportCancelledException(id);
    }
    queue.execute(() -> run(id));
  }

  /** An import; empty where it is unknown. */
  public Optional<ImportStatus> find(String id) {
    Optional<ImportStatus> atWork =
        Optional.ofNullable(running.get(id))
            .map(progress -> progress.status(ImportState.RUNNING))
            .or(() -> Optional.ofNullable(uploads.get(id)).flatMap(Imports::receiving));
    return atWork.or(() -> files.readStatus(id));
  }

  private static Optional<ImportStatus> receiving(Place place) {
    return place.isCancelled() ? Optional.empty() : Optional.of(ImportStatus.receiving(place));
  }

  /** The imports that are being received or run, and the latest that have ended, newest first. */
  public List<ImportStatus> list() {
    Map<String, ImportStatus> known = new HashMap<>();
    files.statuses().forEach(status -> known.put(status.id(), status));
    uploads.values().stream()
        .flatMap(place -> receiving(place).stream())
        .forEach(status -> known.put(status.id(), status));
    running.forEach((id, progress) -> known.put(id, progress.status(ImportState.RUNNING)));
    return known.values().stream().sorted(NEWEST_FIRST).toList();
  }

  /**
   * Cancels an import: it ends after the images in hand. What is published stays. Repeating it has
   * no effect.
   *
   * @param caller who cancels it; empty if unknown
   * @return its status; empty where it is unknown
   * @throws ImportEndedException if it has ended in another way
   * @throws io.boxstream.ingest.disk.DiskFullException if the disk has no space for the report
   */
  public Optional<ImportStatus> cancel(String id, Optional<String> caller) {
    Place place = uploads.get(id);
    if (place == null || !place.cancel(() -> reportCancelled(place, caller))) {
      ImportProgress progress = running.get(id);
      if (progress != null) {
        cancel(id, progress, caller.orElse(""));
      }
    }
    Optional<ImportStatus> status = find(id);
    status
        .map(ImportStatus::state)
        .filter(state -> state == ImportState.DONE || state == ImportState.FAILED)
        .ifPresent(
            state -> {
              throw new ImportEndedException(id, state);
            });
    return status;
  }

  private void reportCancelled(Place place, Optional<String> caller) {
    files.writeStatus(
        ImportStatus.withoutImages(place, ImportState.CANCELLED, "")
            .saying(
                caller.map(by -> "cancelled by " + by).orElse("cancelled")
                    + " while the archive was being sent")
            .ended(clock.instant()));
  }

  private void cancel(String id, ImportProgress progress, String by) {
    if (!progress.isCancelled()) {
      files.markCancelled(id, by);
    }
    if (progress.cancel(by)) {
      blocking.execute(() -> endEarly(id, progress));
    }
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

  private ImportProgress enter(ImportStatus status) {
    ImportProgress progress =
        new ImportProgress(status.id(), status.format(), status.caller(), status.startedAt());
    running.put(status.id(), progress);
    return progress;
  }

  private void run(String id) {
    ImportProgress progress = running.get(id);
    if (progress == null || !progress.begin()) {
      return;
    }
    ended(id, () -> progress.status(workedThrough(id, progress)));
  }

  /** Ends a cancelled import that does not run, with the counts of its earlier runs. */
  private void endEarly(String id, ImportProgress progress) {
    ended(
        id,
        () -> {
          retryPolicy.until(() -> ImportJournal.open(files.journal(id), progress::replay).close());
          return progress.status(ImportState.CANCELLED);
        });
  }

  private void ended(String id, Supplier<ImportStatus> work) {
    try {
      ImportStatus status = work.get().ended(clock.instant());
      retryPolicy.until(() -> finish(id, status));
    } catch (RetryPolicy.StoppedException e) {
      LOG.log(Level.INFO, "import " + id + " continues at the next start");
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "the result of import " + id + " cannot be stored", e);
    }
  }

  private ImportState workedThrough(String id, ImportProgress progress) {
    try {
      awaitReadiness(progress);
      retryPolicy.until(() -> work(id, progress));
      return progress.isCutShort() ? ImportState.CANCELLED : ImportState.DONE;
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
      if (!progress.isCancelled()) {
        archiveImport.run(files.archive(id), files.directory(id), progress, journal);
      }
    }
  }

  private void finish(String id, ImportStatus status) {
    files.writeStatus(status);
    running.remove(id);
    files.removeWork(id);
    removeOldest(files.statuses());
    LOG.log(Level.INFO, "import {0} is {1}: {2}", id, status.state(), status.images());
  }

  private void awaitReadiness(ImportProgress progress) {
    try {
      while (!retryPolicy.isStopping()) {
        if (progress.isCancelled() || readiness.await(FIRST_WAIT)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new RetryPolicy.StoppedException();
  }
}
