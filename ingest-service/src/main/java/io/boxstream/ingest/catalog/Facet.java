package io.boxstream.ingest.catalog;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.LabelRevision;
import io.boxstream.events.Split;
import java.util.ArrayList;
import java.util.List;

/**
 * A property by which images can be listed.
 *
 * @param name unique among all facets
 */
record Facet(String name) {

  /** Of every image. */
  static final Facet ALL = new Facet("all");

  /** Of images without boxes. */
  static final Facet WITHOUT_BOXES = new Facet("without-boxes");

  /** Of images that look wrong; kept apart, because it does not follow from the labels alone. */
  static final Facet SUSPECT = new Facet("suspect");

  Facet {
    requireNonNull(name, "name");
  }

  static Facet ofClass(String label) {
    return new Facet("class " + label);
  }

  static Facet of(Split split) {
    return new Facet("split " + split.code());
  }

  static Facet ofSource(String kind) {
    return new Facet("source " + kind);
  }

  /** All facets of an image with these labels, each once. */
  static List<Facet> of(LabelRevision labels) {
    List<Facet> facets = new ArrayList<>();
    facets.add(ALL);
    facets.add(of(labels.split()));
    facets.add(ofSource(labels.source().kind()));
    labels.boxes().stream()
        .map(box -> box.label())
        .distinct()
        .map(Facet::ofClass)
        .forEach(facets::add);
    if (labels.boxes().isEmpty()) {
      facets.add(WITHOUT_BOXES);
    }
    return facets;
  }
}
