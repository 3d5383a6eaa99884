package io.boxstream.images;

/** The formats that are read. The canonical form of an image is JPEG or PNG. */
public enum ImageFormat {
  JPEG("JPEG"),
  PNG("PNG"),
  WEBP("WebP"),
  BMP("BMP"),
  TIFF("TIFF");

  private final String label;

  ImageFormat(String label) {
    this.label = label;
  }

  /** The name as people write it. */
  @Override
  public String toString() {
    return label;
  }
}
