package io.boxstream.ingest.catalog;

import static java.util.Objects.requireNonNull;

/**
 * An image that looks like another one.
 *
 * @param image as it is in the catalog
 * @param distance bits in which the perceptual hashes differ
 */
public record Lookalike(CatalogImage image, int distance) {

  /** Validates the components. */
  public Lookalike {
    requireNonNull(image, "image");
  }
}
