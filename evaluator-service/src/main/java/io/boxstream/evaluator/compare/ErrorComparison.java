package io.boxstream.evaluator.compare;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.ImageResults;
import io.boxstream.artifacts.evaluation.WorstImage;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The stored results of a checkpoint beside those of the champion on the same validation set. */
public final class ErrorComparison {

  private static final Comparator<ComparedImage> MOST_FIRST =
      Comparator.comparingInt(ComparedImage::matching)
          .reversed()
          .thenComparing(compared -> compared.image().id());

  private final Map<String, WorstImage> checkpoint;
  private final Map<String, WorstImage> champion;

  /**
   * @param checkpoint results of the checkpoint
   * @param champion results of the champion; empty if there are none
   */
  public ErrorComparison(ImageResults checkpoint, Optional<ImageResults> champion) {
    this.checkpoint = byId(requireNonNull(checkpoint, "checkpoint"));
    this.champion = champion.map(ErrorComparison::byId).orElse(Map.of());
  }

  private static Map<String, WorstImage> byId(ImageResults results) {
    Map<String, WorstImage> images = new HashMap<>();
    results.images().forEach(image -> images.put(image.id(), image));
    return images;
  }

  /** The images with an error that the filter selects, those with the most first, then by id. */
  public List<ComparedImage> images(ErrorFilter filter, ErrorSide side) {
    Set<String> ids = new HashSet<>(checkpoint.keySet());
    ids.addAll(champion.keySet());
    return ids.stream()
        .map(id -> compared(id, filter, side))
        .filter(image -> image.matching() > 0)
        .sorted(MOST_FIRST)
        .toList();
  }

  private ComparedImage compared(String id, ErrorFilter filter, ErrorSide side) {
    Optional<WorstImage> own = Optional.ofNullable(checkpoint.get(id));
    Optional<WorstImage> other = Optional.ofNullable(champion.get(id));
    int matching =
        (side.includesCheckpoint() ? own.map(filter::count).orElse(0) : 0)
            + (side.includesChampion() ? other.map(filter::count).orElse(0) : 0);
    return new ComparedImage(own, other, matching);
  }
}
