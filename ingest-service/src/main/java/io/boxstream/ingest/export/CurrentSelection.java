package io.boxstream.ingest.export;

import io.boxstream.ingest.catalog.CatalogImage;
import io.boxstream.ingest.catalog.ImageFilter;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The images that a filter matches, with their current labels.
 *
 * @param filter the filter
 */
record CurrentSelection(ImageFilter filter) implements Selection {

  @Override
  public Optional<Labels> of(CatalogImage image) {
    return filter.matches(image)
        ? Optional.of(new Labels(image.split(), image.boxes()))
        : Optional.empty();
  }

  @Override
  public Stream<String> expected() {
    return Stream.empty();
  }
}
