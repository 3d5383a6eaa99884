package io.boxstream.ingest.webhooks;

/**
 * What a delivery did to images.
 *
 * @param accepted images that are new in the data set
 * @param relabelled images that have other labels now
 * @param unchanged images that had these labels already or have newer ones
 * @param removed images that left the data set
 * @param rejected images that are in quarantine
 */
public record ImageCounts(
    long accepted, long relabelled, long unchanged, long removed, long rejected) {

  /** No image. */
  public static final ImageCounts NONE = new ImageCounts(0, 0, 0, 0, 0);

  /** The sum of both. */
  public ImageCounts plus(ImageCounts other) {
    return new ImageCounts(
        accepted + other.accepted,
        relabelled + other.relabelled,
        unchanged + other.unchanged,
        removed + other.removed,
        rejected + other.rejected);
  }
}
