package io.boxstream.ingest.rename;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.consume.Backoff;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.imports.RetryPolicy;
import io.boxstream.ingest.intake.LabelRules;
import io.boxstream.ingest.intake.Relabelling;
import io.boxstream.ingest.statistics.StatisticsReport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Renames classes one after the other, in the background. */
public final class ClassRenames implements AutoCloseable {

  private static final Logger LOG = System.getLogger(ClassRenames.class.getName());
  private static final Duration FIRST_DELAY = Duration.ofMillis(200);
  private static final Duration READY_ROUND = Duration.ofSeconds(1);
  private static final int MOST_WAITING = 16;
  private static final long CLOSE_SECONDS = 10;

  private final ImageCatalog catalog;
  private final LabelRules rules;
  private final RenameFiles files;
  private final RetryPolicy retries;
  private final RenameWorker worker;
  private final Readiness readiness;
  private final Clock clock = Clock.systemUTC();
  private final Map<String, Active> active = new ConcurrentHashMap<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "class-renames"));

  /** Waits until the data set is known; false if the time is over. */
  public interface Readiness {

    /**
     * Waits.
     *
     * @param longest how long
     */
    boolean await(Duration longest) throws InterruptedException;
  }

  /**
   * What a rename does to the labels.
   *
   * @param from counts of the class that is renamed; empty if no box has it
   * @param to counts of the class that it is merged into; empty if no box has it
   */
  public record Preview(
      Optional<StatisticsReport.ClassCounts> from, Optional<StatisticsReport.ClassCounts> to) {}

  private record Active(ClassRename rename, RenameCounts counts) {}

  /**
   * @param directory for the state of renames
   * @param catalog finds the images of a class
   * @param relabelling changes their labels
   * @param rules rules for labels
   * @param blocking runs work that waits for the broker
   * @param readiness tells when the catalog is complete
   */
  public ClassRenames(
      Path directory,
      ImageCatalog catalog,
      Relabelling relabelling,
      LabelRules rules,
      Executor blocking,
      Readiness readiness) {
    this.catalog = requireNonNull(catalog, "catalog");
    this.rules = requireNonNull(rules, "rules");
    this.readiness = requireNonNull(readiness, "readiness");
    this.files = new RenameFiles(directory);
    this.retries = new RetryPolicy(new Backoff(FIRST_DELAY, Duration.ofSeconds(15)));
    this.worker = new RenameWorker(catalog, relabelling, blocking, retries, files);
  }

  /** Continues the renames that an earlier process has not finished. */
  public void start() {
    files.running().forEach(this::enqueue);
  }

  /**
   * What a rename would do.
   *
   * @throws io.boxstream.ingest.intake.RejectedImageException if the new name is not allowed
   */
  public Preview preview(String from, String to) {
    rules.requireLabel(to);
    return new Preview(catalog.statistics(from), catalog.statistics(to));
  }

  /**
   * Starts a rename.
   *
   * @param from the class
   * @param to its new name
   * @param caller name of the person who asks for it
   * @throws io.boxstream.ingest.intake.RejectedImageException if the new name is not allowed
   * @throws TooManyRenamesException if too many are waiting
   */
  public ClassRename submit(String from, String to, Optional<String> caller) {
    Preview preview = preview(from, to);
    if (active.size() >= MOST_WAITING) {
      throw new TooManyRenamesException(MOST_WAITING);
    }
    ClassRename rename =
        new ClassRename(
            UUID.randomUUID().toString(),
            from,
            to,
            caller,
            ClassRename.State.RUNNING,
            preview.from().map(StatisticsReport.ClassCounts::images).orElse(0L),
            0,
            0,
            0,
            clock.instant(),
            Optional.empty());
    files.write(rename);
    enqueue(rename);
    return rename;
  }

  /** A rename and its progress; empty if it is unknown. */
  public Optional<ClassRename> find(String id) {
    return Optional.ofNullable(active.get(id))
        .map(running -> running.rename().with(running.counts()))
        .or(() -> files.read(id));
  }

  private void enqueue(ClassRename rename) {
    active.put(rename.id(), new Active(rename, new RenameCounts()));
    thread.execute(() -> run(rename));
  }

  private void run(ClassRename rename) {
    try {
      awaitReadiness();
      RenameCounts counts =
          files.resume(rename.id(), image -> worker.isRenamed(image, rename.from()));
      active.put(rename.id(), new Active(rename, counts));
      worker.run(rename, counts);
      retries.until(() -> files.write(rename.with(counts).done(clock.instant())));
      files.removeJournal(rename.id());
      active.remove(rename.id());
    } catch (RetryPolicy.StoppedException e) {
      LOG.log(Level.DEBUG, "the rename {0} continues after the next start", rename.id());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the rename " + rename.id() + " continues after the next start", e);
    }
  }

  private void awaitReadiness() throws InterruptedException {
    boolean ready = false;
    while (!ready) {
      if (retries.isStopping()) {
        throw new InterruptedException("the service stops");
      }
      ready = readiness.await(READY_ROUND);
    }
  }

  @Override
  public void close() {
    retries.stop();
    thread.shutdown();
    try {
      boolean unused = thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
