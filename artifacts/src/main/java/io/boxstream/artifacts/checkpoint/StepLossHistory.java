package io.boxstream.artifacts.checkpoint;

import io.boxstream.artifacts.document.ArtifactJson;
import java.util.List;

/**
 * The exact losses of consecutive training steps, so that a repetition of the training can be
 * compared step by step. A blob of the checkpoint after the last of them.
 *
 * @param firstStep number of steps before the first of these
 * @param crossEntropy classification loss of each step
 * @param smoothL1 box regression loss of each step
 */
public record StepLossHistory(long firstStep, List<Double> crossEntropy, List<Double> smoothL1) {
  private static final ArtifactJson<StepLossHistory> JSON =
      new ArtifactJson<>("step-losses", 1, StepLossHistory.class);

  public StepLossHistory {
    crossEntropy = List.copyOf(crossEntropy);
    smoothL1 = List.copyOf(smoothL1);
    if (firstStep < 0 || crossEntropy.size() != smoothL1.size()) {
      throw new IllegalArgumentException(
          "each step has both losses, and the first step is not negative: %d, %d and %d losses"
              .formatted(firstStep, crossEntropy.size(), smoothL1.size()));
    }
  }

  /** The document. Java's decimal form of a double names exactly that double. */
  public byte[] toJson() {
    return JSON.write(this);
  }

  /**
   * Reads a document.
   *
   * @param key names it in errors
   * @throws io.boxstream.artifacts.store.MalformedArtifactException if it is not one
   */
  public static StepLossHistory fromJson(String key, byte[] json) {
    return JSON.read(key, json);
  }
}
