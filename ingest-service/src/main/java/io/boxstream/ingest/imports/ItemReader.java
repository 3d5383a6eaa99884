package io.boxstream.ingest.imports;

import io.boxstream.events.ImageSource;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import io.boxstream.images.formats.AnnotationText;
import io.boxstream.images.formats.LabelledItem;
import io.boxstream.ingest.archive.ImageArchive;
import io.boxstream.ingest.archive.UnreadableEntryException;
import io.boxstream.ingest.disk.DiskFullException;
import io.boxstream.ingest.intake.Labels;
import io.boxstream.ingest.intake.OriginalBytes;
import io.boxstream.ingest.intake.SplitAssignment;
import io.boxstream.ingest.intake.Submission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Converts items of an archive to submissions. An unreadable item becomes a submission with a
 * predetermined rejection reason.
 */
final class ItemReader {

  /** The source kind of images from archives. */
  static final String KIND = "voc-archive";

  private final ImageArchive archive;
  private final List<LabelledItem> items;
  private final Path directory;
  private final int largestImage;

  /**
   * @param archive archive of the items
   * @param items items in the archive's order
   * @param directory directory for temporary files of images that are too large for memory
   * @param largestImage maximum size in bytes of an image in memory
   */
  ItemReader(ImageArchive archive, List<LabelledItem> items, Path directory, int largestImage) {
    this.archive = archive;
    this.items = items;
    this.directory = directory;
    this.largestImage = largestImage;
  }

  /** Size of an item while it is processed, in memory or, above the limit, on disk. */
  long bytes(int number) {
    LabelledItem item = items.get(number);
    return item.image().map(archive::size).orElse(0L)
        + item.annotation().map(archive::size).orElse(0L);
  }

  /**
   * Reads an item and passes it to the work. Its temporary files are deleted when the work has
   * ended.
   *
   * @param holdingOut whether some of the training images are held out for validation
   */
  <T> CompletableFuture<T> with(
      int number, boolean holdingOut, Function<Submission, CompletableFuture<T>> work) {
    LabelledItem item = items.get(number);
    OriginalBytes original = original(item);
    CompletableFuture<T> result;
    try {
      result =
          work.apply(
              new Submission(
                  new ImageSource(KIND, item.name()),
                  original,
                  labels(item),
                  placement(item, holdingOut)));
    } catch (RuntimeException e) {
      result = CompletableFuture.failedFuture(e);
    }
    return original instanceof OriginalBytes.OnDisk onDisk
        ? result.whenComplete((value, failure) -> delete(onDisk.file()))
        : result;
  }

  private OriginalBytes original(LabelledItem item) {
    if (item.image().isEmpty()) {
      return new OriginalBytes.Absent(
          RejectionReason.MISSING_IMAGE,
          item.annotation().isPresent()
              ? "there is an annotation but no image with this name; add the image, or remove the"
                  + " annotation"
              : "a list names this image, but there is no image with this name; add the image, or"
                  + " remove the line");
    }
    String path = item.image().get();
    try {
      return archive.size(path) > largestImage
          ? OriginalBytes.OnDisk.tooLarge(unpacked(path), largestImage)
          : new OriginalBytes.InMemory(archive.read(path, largestImage));
    } catch (UnreadableEntryException e) {
      return new OriginalBytes.Absent(RejectionReason.TRUNCATED_IMAGE, e.getMessage());
    }
  }

  private Labels labels(LabelledItem item) {
    if (item.ambiguity().isPresent()) {
      return new Labels.Absent(RejectionReason.CONFLICTING_ANNOTATION, item.ambiguity().get());
    }
    if (item.annotation().isEmpty()) {
      return new Labels.Absent(
          RejectionReason.MISSING_ANNOTATION,
          "there is an image but no annotation with this name; add one, without objects if"
              + " the image shows none");
    }
    try {
      return new Labels.Given(archive.read(item.annotation().get(), AnnotationText.MAX_BYTES));
    } catch (UnreadableEntryException e) {
      return new Labels.Absent(RejectionReason.UNREADABLE_ANNOTATION, e.getMessage());
    }
  }

  private static SplitAssignment placement(LabelledItem item, boolean holdingOut) {
    return switch (item.assignment()) {
      case TEST -> new SplitAssignment.Fixed(Split.TEST);
      case VAL -> new SplitAssignment.Fixed(Split.VAL);
      case TRAIN ->
          holdingOut
              ? new SplitAssignment.TrainWithHoldOut()
              : new SplitAssignment.Fixed(Split.TRAIN);
      case BY_IDENTITY -> new SplitAssignment.ByIdentity();
      case NOT_LISTED -> new SplitAssignment.Nowhere();
    };
  }

  private Path unpacked(String path) {
    try {
      Path file = Files.createTempFile(directory, "large", ".image");
      try {
        archive.copyTo(path, file);
        return file;
      } catch (RuntimeException e) {
        delete(file);
        throw e;
      }
    } catch (UncheckedIOException e) {
      throw DiskFullException.orElseUnchecked(e.getCause(), directory);
    } catch (IOException e) {
      throw DiskFullException.orElseUnchecked(e, directory);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
