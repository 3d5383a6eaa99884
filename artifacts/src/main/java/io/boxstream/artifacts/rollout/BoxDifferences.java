package io.boxstream.artifacts.rollout;

/**
 * Boxes of two models in the same images, matched by overlap.
 *
 * @param matched pairs with the same class
 * @param relabelled pairs with different classes
 * @param onlyChampion boxes of the champion without a partner
 * @param onlyChallenger boxes of the challenger without a partner
 */
public record BoxDifferences(
    long matched, long relabelled, long onlyChampion, long onlyChallenger) {
  /** No boxes. */
  public static final BoxDifferences NONE = new BoxDifferences(0, 0, 0, 0);

  public BoxDifferences {
    if (matched < 0 || relabelled < 0 || onlyChampion < 0 || onlyChallenger < 0) {
      throw new IllegalArgumentException(
          "counts must not be negative: %d, %d, %d, %d"
              .formatted(matched, relabelled, onlyChampion, onlyChallenger));
    }
  }

  /** The counts of both. */
  public BoxDifferences plus(BoxDifferences other) {
    return new BoxDifferences(
        matched + other.matched,
        relabelled + other.relabelled,
        onlyChampion + other.onlyChampion,
        onlyChallenger + other.onlyChallenger);
  }

  /** Whether both models found the same. */
  public boolean isAgreement() {
    return relabelled == 0 && onlyChampion == 0 && onlyChallenger == 0;
  }
}
