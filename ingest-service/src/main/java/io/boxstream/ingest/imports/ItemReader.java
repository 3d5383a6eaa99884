package io.boxstream.ingest.imports;

import io.boxstream.events.ImageSource;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import io.boxstream.images.ImageHeader;
import io.boxstream.images.ImageHeaders;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.UnreadableImageException;
import io.boxstream.images.formats.DataSet;
import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.ItemLabels;
import io.boxstream.images.formats.LabelledItem;
import io.boxstream.images.formats.MalformedAnnotationException;
import io.boxstream.images.formats.UnreadableFileException;
import io.boxstream.ingest.annotation.JsonBoxes;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Converts items of an archive to submissions. An unreadable item becomes a submission with a
 * predetermined rejection reason.
 */
final class ItemReader {

  private final ImageArchive archive;
  private final DataSet dataSet;
  private final List<LabelledItem> items;
  private final String kind;
  private final ImageHeaders headers;
  private final Path directory;
  private final int largestImage;
  private final Optional<String> caller;

  /**
   * @param archive archive of the items
   * @param dataSet the items and their labels
   * @param format the data set's format, which is part of the images' source
   * @param directory directory for temporary files of images that are too large for memory
   * @param largestImage maximum size in bytes of an image in memory
   * @param caller who sent the archive; empty if unknown
   */
  ItemReader(
      ImageArchive archive,
      DataSet dataSet,
      String format,
      Path directory,
      int largestImage,
      Optional<String> caller) {
    this.archive = archive;
    this.dataSet = dataSet;
    this.items = dataSet.items();
    this.kind = format + "-archive";
    this.headers =
        new ImageHeaders(new ImageLimits(largestImage, Integer.MAX_VALUE, Long.MAX_VALUE));
    this.directory = directory;
    this.largestImage = largestImage;
    this.caller = caller;
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
                  new ImageSource(kind, item.name()),
                  original,
                  labels(number, original),
                  placement(item, holdingOut),
                  caller));
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
              : "the data set names this image, but there is no image with this name; add the image,"
                  + " or remove its name");
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

  private Labels labels(int number, OriginalBytes original) {
    try {
      ItemLabels labels = dataSet.labels(number, () -> sizeOf(original));
      if (labels instanceof ItemLabels.Document document) {
        return new Labels.Given(document.bytes());
      }
      if (labels instanceof ItemLabels.Boxes boxes) {
        return new Labels.Text(JsonBoxes.write(boxes.annotation()));
      }
      if (labels instanceof ItemLabels.Missing missing) {
        return new Labels.Absent(RejectionReason.MISSING_ANNOTATION, missing.detail());
      }
      ItemLabels.Conflicting conflicting = (ItemLabels.Conflicting) labels;
      return new Labels.Absent(RejectionReason.CONFLICTING_ANNOTATION, conflicting.detail());
    } catch (MalformedAnnotationException | UnreadableFileException e) {
      return new Labels.Absent(RejectionReason.UNREADABLE_ANNOTATION, e.getMessage());
    }
  }

  /** The size of the upright image; unknown where the intake will reject the image. */
  private DeclaredSize sizeOf(OriginalBytes original) {
    if (!(original instanceof OriginalBytes.InMemory image)) {
      return DeclaredSize.UNKNOWN;
    }
    try {
      ImageHeader header = headers.read(image.bytes());
      return header.orientation().swapsAxes()
          ? new DeclaredSize(header.height(), header.width())
          : new DeclaredSize(header.width(), header.height());
    } catch (UnreadableImageException e) {
      return DeclaredSize.UNKNOWN;
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
