package io.boxstream.ingest.catalog;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.Split;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which images a list has. An empty component does not restrict it.
 *
 * @param label class of at least one box
 * @param split split of the image
 * @param source kind of the source
 * @param withoutBoxes true for images without boxes only
 * @param since earliest time of the newest record
 * @param suspect true for images that look wrong only
 * @param text a part of the name of the source or of a class, or the beginning of the id; upper and
 *     lower case are the same
 */
public record ImageFilter(
    Optional<String> label,
    Optional<Split> split,
    Optional<String> source,
    boolean withoutBoxes,
    Optional<Instant> since,
    boolean suspect,
    Optional<String> text) {

  /** All images. */
  public static final ImageFilter ALL =
      new ImageFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          false,
          Optional.empty());

  /** Validates the components. */
  public ImageFilter {
    requireNonNull(label, "label");
    requireNonNull(split, "split");
    requireNonNull(source, "source");
    requireNonNull(since, "since");
    text = text.map(given -> given.toLowerCase(Locale.ROOT));
  }

  /** All images with a box of a class. */
  public static ImageFilter ofClass(String label) {
    return new ImageFilter(
        Optional.of(label),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        false,
        Optional.empty());
  }

  /** The same filter, for images that look wrong only or for all. */
  public ImageFilter suspect(boolean only) {
    return new ImageFilter(label, split, source, withoutBoxes, since, only, text);
  }

  /** The facets that an image must have. */
  List<Facet> facets() {
    List<Facet> facets = new ArrayList<>();
    label.map(Facet::ofClass).ifPresent(facets::add);
    split.map(Facet::of).ifPresent(facets::add);
    source.map(Facet::ofSource).ifPresent(facets::add);
    if (withoutBoxes) {
      facets.add(Facet.WITHOUT_BOXES);
    }
    if (suspect) {
      facets.add(Facet.SUSPECT);
    }
    return facets;
  }

  /** Whether an image is in the list, apart from {@link #suspect}. */
  public boolean matches(CatalogImage image) {
    return split.map(wanted -> image.split() == wanted).orElse(true)
        && source.map(kind -> image.labels().source().kind().equals(kind)).orElse(true)
        && since.map(earliest -> !image.labels().at().isBefore(earliest)).orElse(true)
        && (!withoutBoxes || image.boxes().isEmpty())
        && label
            .map(name -> image.boxes().stream().anyMatch(box -> box.label().equals(name)))
            .orElse(true)
        && text.map(part -> mentions(image, part)).orElse(true);
  }

  private static boolean mentions(CatalogImage image, String part) {
    return image.id().startsWith(part)
        || contains(image.labels().source().name(), part)
        || image.boxes().stream().anyMatch(box -> contains(box.label(), part));
  }

  private static boolean contains(String name, String part) {
    return name.toLowerCase(Locale.ROOT).contains(part);
  }
}
