package io.boxstream.ingest.catalog;

import static java.util.Objects.requireNonNull;

import io.boxstream.dataset.quality.ClassShapes;
import io.boxstream.ingest.statistics.DataSetTally;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Everything that is counted of the images of the catalog. The caller serialises the changes; they
 * can be read meanwhile.
 */
final class ImageCounts {

  private static final String FACET = "facet ";
  private static final String TALLY = "tally ";
  private static final String SHAPES = "shapes ";
  private static final String HASHED = "hashed";

  private final ImageListing listing;
  private final DataSetTally tally = new DataSetTally();
  private final ClassShapes shapes = new ClassShapes();
  private volatile long hashed;

  /**
   * @param listing counts the images by facet
   */
  ImageCounts(ImageListing listing) {
    this.listing = requireNonNull(listing, "listing");
  }

  DataSetTally tally() {
    return tally;
  }

  ClassShapes shapes() {
    return shapes;
  }

  /** The number of images with a perceptual hash. */
  long hashed() {
    return hashed;
  }

  /** Counts an image, but in the listing, which has counted it when it was added. */
  void add(CatalogImage image) {
    tally.add(image.labels(), image.form().area(), image.addedAt());
    shapes.add(image.form().width(), image.form().height(), image.boxes());
    hashed += image.form().perceptualHash().isPresent() ? 1 : 0;
  }

  /** Takes an image away, with exactly what it was added with. */
  void remove(CatalogImage image) {
    tally.remove(image.labels(), image.form().area(), image.addedAt());
    shapes.remove(image.form().width(), image.form().height(), image.boxes());
    hashed -= image.form().perceptualHash().isPresent() ? 1 : 0;
  }

  /** Counts an image that an earlier process has put into the file. */
  void recount(CatalogImage image) {
    listing.count(image.labels(), image.record());
    add(image);
  }

  void clear() {
    listing.restore(Map.of());
    tally.clear();
    shapes.clear();
    hashed = 0;
  }

  /** All counts as rows of numbers. */
  Map<String, long[]> rows() {
    Map<String, long[]> rows = new HashMap<>();
    listing.counts().forEach((facet, count) -> rows.put(FACET + facet, new long[] {count}));
    tally.rows().forEach((name, numbers) -> rows.put(TALLY + name, numbers));
    shapes.counts().forEach((name, numbers) -> rows.put(SHAPES + name, numbers));
    rows.put(HASHED, new long[] {hashed});
    return rows;
  }

  /**
   * Takes the counts of an earlier process.
   *
   * @param rows its {@link #rows()}
   * @param images how many there are
   * @return false if these cannot be the counts of so many images; then nothing is counted
   */
  boolean restore(Map<String, long[]> rows, long images) {
    try {
      Map<String, Long> facets = new HashMap<>();
      part(rows, FACET).forEach((facet, count) -> facets.put(facet, count[0]));
      listing.restore(facets);
      tally.restore(part(rows, TALLY));
      shapes.restore(part(rows, SHAPES));
      hashed = Optional.ofNullable(rows.get(HASHED)).orElseThrow()[0];
      if (listing.count(Facet.ALL) == images && tally.report().images() == images) {
        return true;
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException | NoSuchElementException e) {
      // Counted anew by the caller.
    }
    clear();
    return false;
  }

  private static Map<String, long[]> part(Map<String, long[]> rows, String prefix) {
    Map<String, long[]> part = new HashMap<>();
    rows.forEach(
        (name, numbers) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), numbers);
          }
        });
    return part;
  }
}
