package io.boxstream.dataset.quality;

import io.boxstream.events.Split;
import io.boxstream.events.SuspectReason;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Images that look nearly the same. In two splits they make scores too good, because a model is
 * tested on what it was trained on; in one split they only waste work.
 *
 * <p>Of two images of different splits, that of the later one (train, validation, test) is the
 * suspect, so that the suspects of test count how much of test is also elsewhere. Of two images of
 * one split it is the one with the greater id.
 */
public final class NearDuplicates {

  /** Differences in a perceptual hash of 64 bits up to which images are nearly the same. */
  public static final int DISTANCE = 6;

  private static final double WITHIN_SPLIT = 0.5;
  private static final double PER_BIT = 0.01;

  private NearDuplicates() {}

  /**
   * An image that looks like another one.
   *
   * @param imageId of the image
   * @param split of the image
   * @param distance bits in which their hashes differ
   */
  public record Neighbour(String imageId, Split split, int distance) {}

  /**
   * The suspect that an image is because of its neighbours, if it is one.
   *
   * @param neighbours images within {@link #DISTANCE}
   */
  public static Optional<Suspect> suspect(String imageId, Split split, List<Neighbour> neighbours) {
    return neighbours.stream()
        .filter(neighbour -> isSuspect(imageId, split, neighbour))
        .min(
            Comparator.comparing(Neighbour::split)
                .thenComparingInt(Neighbour::distance)
                .thenComparing(Neighbour::imageId))
        .map(neighbour -> suspect(imageId, split, neighbour));
  }

  /** Whether an image is the suspect of the pair. */
  public static boolean isSuspect(String imageId, Split split, Neighbour neighbour) {
    int order = split.compareTo(neighbour.split());
    return order > 0 || (order == 0 && imageId.compareTo(neighbour.imageId()) > 0);
  }

  private static Suspect suspect(String imageId, Split split, Neighbour neighbour) {
    boolean across = split != neighbour.split();
    return Suspect.ofDuplicate(
        across ? SuspectReason.DUPLICATE_ACROSS_SPLITS : SuspectReason.DUPLICATE,
        (across ? 1 : WITHIN_SPLIT) - PER_BIT * neighbour.distance(),
        imageId,
        neighbour.imageId());
  }
}
