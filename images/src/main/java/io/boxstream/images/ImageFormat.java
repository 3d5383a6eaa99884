package io.boxstream.images;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The formats that are read. The canonical form of an image is JPEG or PNG. */
public enum ImageFormat {
  JPEG("JPEG", ".jpg", ".jpeg"),
  PNG("PNG", ".png"),
  WEBP("WebP", ".webp"),
  BMP("BMP", ".bmp"),
  TIFF("TIFF", ".tif", ".tiff");

  private final String label;
  private final List<String> extensions;

  ImageFormat(String label, String... extensions) {
    this.label = label;
    this.extensions = List.of(extensions);
  }

  /** Whether a file's name has the extension of one of the formats, in upper or lower case. */
  public static boolean isFileName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .flatMap(format -> format.extensions.stream())
        .anyMatch(lower::endsWith);
  }

  /** The name as people write it. */
  @Override
  public String toString() {
    return label;
  }
}
