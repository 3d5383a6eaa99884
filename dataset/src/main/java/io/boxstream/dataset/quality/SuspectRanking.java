package io.boxstream.dataset.quality;

import io.boxstream.dataset.quality.NearDuplicates.Neighbour;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All checks on a set that fits into memory, for measurements of the ranking. The services do the
 * same image by image.
 */
public final class SuspectRanking {
  private SuspectRanking() {}

  /**
   * All suspects, the most likely first. Takes time in proportion to the square of the number of
   * images.
   *
   * @param images the whole set; the reliability of the model is measured on its validation images
   */
  public static List<Suspect> of(List<CheckedImage> images) {
    DetectorReliability reliability = new DetectorReliability();
    ClassShapes shapes = new ClassShapes();
    Map<String, Long> boxes = new HashMap<>();
    for (CheckedImage image : images) {
      shapes.add(image.width(), image.height(), image.labels());
      for (LabelledBox box : image.labels()) {
        boxes.merge(box.label(), 1L, Long::sum);
      }
      if (image.split() == Split.VAL) {
        reliability.add(image.labels(), image.detections());
      }
    }
    LabelComparison comparison = new LabelComparison(reliability);
    List<Suspect> suspects = new ArrayList<>(SimilarNames.among(boxes.keySet(), boxes::get));
    for (CheckedImage image : images) {
      String id = image.id();
      suspects.addAll(BoxSuspects.doubled(id, image.labels()));
      shapes.unusual(id, image.width(), image.height(), image.labels()).ifPresent(suspects::add);
      BoxSuspects.contradicted(id, comparison.findings(image.labels(), image.detections()))
          .ifPresent(suspects::add);
      NearDuplicates.suspect(id, image.split(), neighbours(image, images)).ifPresent(suspects::add);
    }
    suspects.sort(Comparator.comparingDouble(Suspect::score).reversed());
    return suspects;
  }

  private static List<Neighbour> neighbours(CheckedImage image, List<CheckedImage> all) {
    List<Neighbour> neighbours = new ArrayList<>();
    for (CheckedImage other : all) {
      int distance = Long.bitCount(image.perceptualHash() ^ other.perceptualHash());
      if (distance <= NearDuplicates.DISTANCE && !other.id().equals(image.id())) {
        neighbours.add(new Neighbour(other.id(), other.split(), distance));
      }
    }
    return neighbours;
  }
}
