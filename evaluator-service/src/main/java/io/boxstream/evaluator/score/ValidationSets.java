package io.boxstream.evaluator.score;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes validation sets out of snapshots, once the pictures are here. */
public final class ValidationSets {
  private static final Logger LOG = LoggerFactory.getLogger(ValidationSets.class);

  private final ValidationPictures pictures;
  private final Duration patience;

  /**
   * @param pictures where sets and pictures come from
   * @param patience how long one call waits for the log to be read to its end
   */
  public ValidationSets(ValidationPictures pictures, Duration patience) {
    this.pictures = requireNonNull(pictures, "pictures");
    this.patience = requireNonNull(patience, "patience");
  }

  /**
   * The validation split of a snapshot. Waits for pictures that are not here yet; what is not here
   * when the log is read to its end was deleted, is named and is left out.
   *
   * @param unreadable ids of pictures to leave out as well
   * @throws StillReadingException when the log is not read to its end in time: try again
   */
  public ValidationSet freeze(String snapshot, Set<String> unreadable) throws InterruptedException {
    List<ValidationPicture> split = pictures.split(snapshot);
    if (!isComplete(split) && !pictures.awaitCaughtUp(patience)) {
      throw new StillReadingException(
          "pictures of snapshot " + snapshot + " are not here yet, and the log is not read up");
    }
    Set<String> gone =
        split.stream()
            .map(ValidationPicture::id)
            .filter(id -> unreadable.contains(id) || !pictures.contains(id))
            .collect(Collectors.toSet());
    if (!gone.isEmpty()) {
      LOG.warn("Validation pictures of snapshot {} are gone: {}", snapshot, gone);
    }
    return new ValidationSet(
        snapshot,
        split.stream().filter(picture -> !gone.contains(picture.id())).toList(),
        List.copyOf(gone));
  }

  private boolean isComplete(List<ValidationPicture> split) {
    return split.stream().allMatch(picture -> pictures.contains(picture.id()));
  }
}
