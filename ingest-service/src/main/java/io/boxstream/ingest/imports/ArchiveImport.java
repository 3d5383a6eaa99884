package io.boxstream.ingest.imports;

import io.boxstream.events.Split;
import io.boxstream.images.formats.Assignment;
import io.boxstream.images.formats.DataSet;
import io.boxstream.images.formats.LabelledItem;
import io.boxstream.images.formats.RecognisedDataSet;
import io.boxstream.images.formats.UnreadableFileException;
import io.boxstream.images.formats.UnusableDataSetException;
import io.boxstream.ingest.archive.ArchiveLimits;
import io.boxstream.ingest.archive.ImageArchive;
import io.boxstream.ingest.archive.UnusableArchiveException;
import io.boxstream.ingest.archive.UnusableArchiveException.Fault;
import io.boxstream.ingest.disk.DiskFullException;
import io.boxstream.ingest.intake.ImageIntake;
import java.io.UncheckedIOException;
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
   * @return what was recognised in it, for people
   * @throws UnusableArchiveException if the archive cannot be used
   */
  String check(Path file) {
    try (ImageArchive archive = ImageArchive.open(file, limits)) {
      return ImportFormats.recognise(archive).description();
    }
  }

  /**
   * Imports every image of the archive that is not in the journal yet. Returns earlier when the
   * import is cancelled.
   *
   * @param directory directory for temporary files
   * @throws RetryPolicy.StoppedException if the service stops before the import is complete
   * @throws UnusableArchiveException if its labels cannot be read
   */
  void run(Path file, Path directory, ImportProgress progress, ImportJournal journal) {
    try (ImageArchive archive = ImageArchive.open(file, limits)) {
      RecognisedDataSet recognised = ImportFormats.recognise(archive);
      try (DataSet dataSet = opened(recognised, directory)) {
        List<LabelledItem> items = dataSet.items();
        progress.opened(dataSet.description(), items.size(), dataSet.warnings());
        ItemReader reader =
            new ItemReader(
                archive, dataSet, recognised.format(), directory, largestImage, progress.caller());
        ItemIntake itemIntake = new ItemIntake(reader, intake, blocking, progress, journal);
        for (Assignment assignment : Assignment.values()) {
          if (progress.isCancelled()) {
            return;
          }
          if (assignment == Assignment.TRAIN) {
            holdOutIfNothingValidates(items, progress, journal);
          }
          workers.run(
              unfinished(items, assignment, progress),
              reader::bytes,
              itemIntake::begin,
              progress::isCancelled);
        }
      }
    }
  }

  private static DataSet opened(RecognisedDataSet recognised, Path directory) {
    try {
      return recognised.open(directory);
    } catch (UnusableDataSetException | UnreadableFileException e) {
      throw new UnusableArchiveException(Fault.UNUSABLE_LABELS, e.getMessage());
    } catch (UncheckedIOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new RetryPolicy.StoppedException();
      }
      throw DiskFullException.orElseUnchecked(e.getCause(), directory);
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
}
