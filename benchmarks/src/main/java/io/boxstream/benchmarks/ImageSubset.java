package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.pipeline.LabelledImage;
import io.boxstream.detection.pipeline.LabelledImages;
import java.util.List;

/** Some of the images of a set. */
record ImageSubset(LabelledImages all, List<Integer> chosen) implements LabelledImages {

  /**
   * @param chosen indices in the set
   */
  ImageSubset {
    requireNonNull(all, "all");
    chosen = List.copyOf(chosen);
  }

  @Override
  public int size() {
    return chosen.size();
  }

  @Override
  public LabelledImage get(int index) {
    return all.get(chosen.get(index));
  }
}
