package io.boxstream.evaluator.score;

import static java.util.Objects.requireNonNull;

import io.boxstream.dataset.DataSetWarnings;
import io.boxstream.dataset.SnapshotEntry;
import io.boxstream.dataset.ValidationSplit;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates validation sets from snapshots when all their images are available. */
public final class ValidationSets {
  private static final Logger LOG = LoggerFactory.getLogger(ValidationSets.class);

  private final ValidationImages images;
  private final Duration timeout;

  /**
   * @param images where sets and images come from
   * @param timeout how long one call waits for the log to be read to its end
   */
  public ValidationSets(ValidationImages images, Duration timeout) {
    this.images = requireNonNull(images, "images");
    this.timeout = requireNonNull(timeout, "timeout");
  }

  /**
   * The validation split of a snapshot. Waits for images that are not here yet; what is not here
   * when the log is read to its end was deleted, is named and is left out.
   *
   * @param unreadable ids of images to leave out as well
   * @throws NotCaughtUpException when the log is not read to its end in time: try again
   */
  public ValidationSet freeze(String snapshot, Set<String> unreadable) throws InterruptedException {
    ValidationSplit split = images.validation(snapshot);
    if (!isComplete(split) && !images.awaitCaughtUp(timeout)) {
      throw new NotCaughtUpException(
          "images of snapshot " + snapshot + " are not here yet, and the log is not read up");
    }
    Set<String> gone =
        split.entries().stream()
            .map(SnapshotEntry::id)
            .filter(id -> unreadable.contains(id) || !images.contains(id))
            .collect(Collectors.toSet());
    if (!gone.isEmpty()) {
      LOG.warn("Validation images of snapshot {} are gone: {}", snapshot, gone);
    }
    ValidationSplit scored = split.without(gone);
    return new ValidationSet(
        snapshot,
        scored.entries().stream()
            .map(entry -> new ValidationImage(entry.id(), entry.boxes()))
            .toList(),
        List.copyOf(gone),
        DataSetWarnings.of(scored));
  }

  private boolean isComplete(ValidationSplit split) {
    return split.entries().stream().allMatch(image -> images.contains(image.id()));
  }
}
