package io.boxstream.ingest.imports;

import io.boxstream.events.Split;
import io.boxstream.images.voc.Assignment;
import io.boxstream.images.voc.VocItem;
import io.boxstream.images.voc.VocLayout;
import io.boxstream.ingest.archive.ArchiveLimits;
import io.boxstream.ingest.archive.ImageArchive;
import io.boxstream.ingest.archive.UnusableArchiveException;
import io.boxstream.ingest.archive.UnusableArchiveException.Fault;
import io.boxstream.ingest.intake.Batch;
import io.boxstream.ingest.intake.ImageIntake;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Works through one archive: the images of the test list first, then validation, then training, so
 * that of two equal images the one that must not be trained on comes first. Inside a list the order
 * does not matter and the workers share it; each has one image in hand, so no more images are in
 * memory and no more records under way than there are workers.
 */
final class ArchiveImport {

  private static final int LONGEST_LIST = 64 * 1024 * 1024;

  private final ImageIntake intake;
  private final ArchiveLimits limits;
  private final int largestImage;
  private final RetryPolicy retryPolicy;

  ArchiveImport(
      ImageIntake intake, ArchiveLimits limits, int largestImage, RetryPolicy retryPolicy) {
    this.intake = intake;
    this.limits = limits;
    this.largestImage = largestImage;
    this.retryPolicy = retryPolicy;
  }

  /**
   * Looks at the archive as a whole.
   *
   * @throws io.boxstream.ingest.archive.UnusableArchiveException where nothing of it can be used
   */
  void check(Path file) {
    try (ImageArchive archive = ImageArchive.open(file, limits)) {
      items(archive);
    }
  }

  /**
   * Takes every image of the archive in that the journal does not know yet.
   *
   * @param directory for files that are needed meanwhile
   * @param workers runs the work
   * @param parallelism how many images are looked at at once
   * @throws RetryPolicy.StoppedException where the service stops before all is done
   */
  void run(
      Path file,
      Path directory,
      ImportProgress progress,
      ImportJournal journal,
      ExecutorService workers,
      int parallelism) {
    try (ImageArchive archive = ImageArchive.open(file, limits)) {
      List<VocItem> items = items(archive);
      progress.total(items.size());
      ItemReader reader = new ItemReader(archive, directory, largestImage);
      Work work = new Work(items, reader, progress, journal);
      for (Assignment assignment : Assignment.values()) {
        if (assignment == Assignment.TRAIN) {
          work.holdOutIfNothingValidates();
        }
        work.share(work.itemsOf(assignment), workers, parallelism);
      }
    }
  }

  private static List<VocItem> items(ImageArchive archive) {
    List<VocItem> items =
        VocLayout.of(
                archive.paths(),
                list -> new String(archive.read(list, LONGEST_LIST), StandardCharsets.UTF_8))
            .items();
    if (items.isEmpty()) {
      throw new UnusableArchiveException(
          Fault.NO_IMAGES, "the archive has no images and no annotations (XML)");
    }
    return items;
  }

  /** The items of one archive and what is known of them. */
  private final class Work {

    private final List<VocItem> items;
    private final ItemReader reader;
    private final ImportProgress progress;
    private final ImportJournal journal;

    Work(List<VocItem> items, ItemReader reader, ImportProgress progress, ImportJournal journal) {
      this.items = items;
      this.reader = reader;
      this.progress = progress;
      this.journal = journal;
    }

    int[] itemsOf(Assignment assignment) {
      return IntStream.range(0, items.size())
          .filter(item -> items.get(item).assignment() == assignment && !progress.isFinished(item))
          .toArray();
    }

    /** All validation images are taken at this point, so an empty split stays empty. */
    void holdOutIfNothingValidates() {
      boolean trains = items.stream().anyMatch(item -> item.assignment() == Assignment.TRAIN);
      if (trains && !progress.isHoldingOut() && !intake.has(Split.VAL)) {
        journal.write(JournalEntry.holdingOut());
        progress.holdOut();
      }
    }

    void share(int[] numbers, ExecutorService workers, int parallelism) {
      AtomicInteger next = new AtomicInteger();
      List<Callable<Void>> shares = new ArrayList<>();
      for (int worker = 0; worker < Math.min(parallelism, numbers.length); worker++) {
        shares.add(
            () -> {
              for (int at = next.getAndIncrement();
                  at < numbers.length;
                  at = next.getAndIncrement()) {
                take(numbers[at]);
              }
              return null;
            });
      }
      awaitAll(workers, shares);
    }

    private void take(int item) {
      JournalEntry entry =
          retryPolicy.until(
              () ->
                  reader.with(
                      items.get(item),
                      progress.isHoldingOut(),
                      submission -> JournalEntry.of(item, intake.take(submission, batch()))));
      boolean own =
          entry.kind() == JournalEntry.Kind.DUPLICATE && progress.wasPublishing(entry.id());
      JournalEntry outcome = own ? entry.asAccepted() : entry;
      journal.write(outcome);
      progress.count(outcome);
    }

    private Batch batch() {
      return new Batch() {
        @Override
        public boolean holds(String imageId) {
          return progress.holds(imageId);
        }

        @Override
        public void publishing(String imageId) {
          journal.write(JournalEntry.publishing(imageId));
        }

        @Override
        public void add(String imageId) {
          progress.add(imageId);
        }
      };
    }
  }

  private static void awaitAll(ExecutorService workers, List<Callable<Void>> shares) {
    try {
      List<Future<Void>> results = workers.invokeAll(shares);
      for (Future<Void> result : results) {
        result.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RetryPolicy.StoppedException();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("an import failed", e.getCause());
    }
  }
}
