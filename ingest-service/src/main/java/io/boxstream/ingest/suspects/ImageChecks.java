package io.boxstream.ingest.suspects;

import static java.util.Objects.requireNonNull;

import io.boxstream.dataset.quality.BoxSuspects;
import io.boxstream.dataset.quality.NearDuplicates;
import io.boxstream.dataset.quality.NearDuplicates.Neighbour;
import io.boxstream.dataset.quality.Suspect;
import io.boxstream.events.Split;
import io.boxstream.images.PerceptualHash;
import io.boxstream.ingest.catalog.CatalogImage;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.catalog.Lookalike;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** All checks of one image of the catalog. */
final class ImageChecks {

  private final ImageCatalog catalog;
  private final FindingsIndex findings;
  private final Dismissals dismissals;
  private final int distance;

  /**
   * @param distance bits in which the hashes of near-duplicates differ at most
   */
  ImageChecks(ImageCatalog catalog, FindingsIndex findings, Dismissals dismissals, int distance) {
    this.catalog = requireNonNull(catalog, "catalog");
    this.findings = requireNonNull(findings, "findings");
    this.dismissals = requireNonNull(dismissals, "dismissals");
    this.distance = distance;
  }

  /** The other images that look nearly the same as an image. */
  List<Neighbour> neighbours(CatalogImage image) {
    return others(image.id(), catalog.lookalikes(hash(image), distance));
  }

  /**
   * The same for many images, which is faster than one after the other.
   *
   * @param ids of the images; those that have been removed have no neighbours
   * @return the neighbours of each image, in the order of the ids
   */
  List<List<Neighbour>> neighbours(List<String> ids) {
    // Not the images themselves: their boxes could be many.
    List<PerceptualHash> hashes =
        ids.stream()
            .map(id -> catalog.find(id).map(ImageChecks::hash).orElse(PerceptualHash.BLANK))
            .toList();
    Iterator<String> id = ids.iterator();
    return catalog
        .lookalikes(hashes, distance)
        .map(lookalikes -> others(id.next(), lookalikes))
        .toList();
  }

  private static PerceptualHash hash(CatalogImage image) {
    return image.form().perceptualHash().orElse(PerceptualHash.BLANK);
  }

  private static List<Neighbour> others(String id, List<Lookalike> lookalikes) {
    return lookalikes.stream()
        .filter(other -> !other.image().id().equals(id))
        .map(other -> new Neighbour(other.image().id(), other.image().split(), other.distance()))
        .toList();
  }

  /**
   * What looks wrong with an image.
   *
   * @param neighbours those of the image
   */
  List<ListedSuspect> suspects(CatalogImage image, List<Neighbour> neighbours) {
    String id = image.id();
    List<Suspect> suspects = new ArrayList<>(BoxSuspects.doubled(id, image.boxes()));
    catalog
        .shapes()
        .unusual(id, image.form().width(), image.form().height(), image.boxes())
        .ifPresent(suspects::add);
    BoxSuspects.contradicted(id, findings.of(image)).ifPresent(suspects::add);
    NearDuplicates.suspect(id, image.split(), neighbours).ifPresent(suspects::add);
    return suspects.stream().map(suspect -> listed(suspect, Optional.of(image.split()))).toList();
  }

  /**
   * The images that an image makes suspects of, because it is nearly the same.
   *
   * @param neighbours those of the image
   */
  List<String> suspectBecauseOf(CatalogImage image, List<Neighbour> neighbours) {
    return neighbours.stream()
        .filter(
            neighbour ->
                NearDuplicates.isSuspect(
                    neighbour.imageId(),
                    neighbour.split(),
                    new Neighbour(image.id(), image.split(), neighbour.distance())))
        .map(Neighbour::imageId)
        .toList();
  }

  /**
   * A suspect as it is listed.
   *
   * @param split of its image
   */
  ListedSuspect listed(Suspect suspect, Optional<Split> split) {
    return new ListedSuspect(
        SuspectIds.of(suspect),
        suspect,
        split,
        suspect.otherImageId().flatMap(catalog::find).map(CatalogImage::split),
        dismissals.contain(suspect));
  }
}
