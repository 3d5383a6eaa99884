package io.boxstream.ingest.imports;

import io.boxstream.events.Split;
import io.boxstream.images.formats.Assignment;
import io.boxstream.images.formats.LabelledItem;
import io.boxstream.images.voc.VocLayout;
import io.boxstream.ingest.archive.ArchiveLimits;
import io.boxstream.ingest.archive.ImageArchive;
import io.boxstream.ingest.archive.UnusableArchiveException;
import io.boxstream.ingest.archive.UnusableArchiveException.Fault;
import io.boxstream.ingest.intake.ImageIntake;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/**
 * Imports one archive: the images of the test list first, then validation, then training. Of two
 * equal images, the one that must not be used for training is therefore imported first. The order
 * within a list is not significant, and the workers share it.
 */
final class ArchiveImport {

  private static final int LONGEST_LIST = 64 * 1024 * 1024;

  private final ImageIntake intake;
  private final Executor blocking;
  private final ImportWorkers workers;
  private final ArchiveLimits limits;
  private final int largestImage;

  /**
   * @param intake ingests each image
   * @param blocking runs work that waits for the object store
   * @param workers process the images
   * @param limits limits of the archive
   * @param largestImage maximum size in bytes of an image in memory
   */
  ArchiveImport(
      ImageIntake intake,
      Executor blocking,
      ImportWorkers workers,
      ArchiveLimits limits,
      int largestImage) {
    this.intake = intake;
    this.blocking = blocking;
    this.workers = workers;
    this.limits = limits;
    this.largestImage = largestImage;
  }

  /**
   * Checks the archive as a whole.
   *
   * @throws io.boxstream.ingest.archive.UnusableArchiveException if the archive cannot be used
   */
  void check(Path file) {
    try (ImageArchive archive = ImageArchive.open(file, limits)) {
      items(archive);
    }
  }

  /**
   * Imports every image of the archive that is not in the journal yet.
   *
   * @param directory directory for temporary files
   * @throws RetryPolicy.StoppedException if the service stops before the import is complete
   */
  void run(Path file, Path directory, ImportProgress progress, ImportJournal journal) {
    try (ImageArchive archive = ImageArchive.open(file, limits)) {
      List<LabelledItem> items = items(archive);
      progress.total(items.size());
      ItemReader reader = new ItemReader(archive, items, directory, largestImage);
      ItemIntake itemIntake = new ItemIntake(reader, intake, blocking, progress, journal);
      for (Assignment assignment : Assignment.values()) {
        if (assignment == Assignment.TRAIN) {
          holdOutIfNothingValidates(items, progress, journal);
        }
        workers.run(unfinished(items, assignment, progress), reader::bytes, itemIntake::begin);
      }
    }
  }

  /** All validation images have been imported at this point, so an empty split would stay empty. */
  private void holdOutIfNothingValidates(
      List<LabelledItem> items, ImportProgress progress, ImportJournal journal) {
    boolean trains = items.stream().anyMatch(item -> item.assignment() == Assignment.TRAIN);
    if (trains && !progress.isHoldingOut() && !intake.has(Split.VAL)) {
      journal.write(JournalEntry.holdingOut());
      progress.holdOut();
    }
  }

  private static int[] unfinished(
      List<LabelledItem> items, Assignment assignment, ImportProgress progress) {
    return IntStream.range(0, items.size())
        .filter(item -> items.get(item).assignment() == assignment && !progress.isFinished(item))
        .toArray();
  }

  private static List<LabelledItem> items(ImageArchive archive) {
    List<LabelledItem> items =
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
}
