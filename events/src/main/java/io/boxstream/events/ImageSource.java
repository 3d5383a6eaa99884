package io.boxstream.events;

/**
 * Where an image came from.
 *
 * @param kind how it came, for example {@code upload} or {@code voc-archive}
 * @param name the image's file name in the data set, as it was given
 */
public record ImageSource(String kind, String name) {
  public ImageSource {
    Checks.text(kind, "kind");
    Checks.text(name, "name");
  }
}
