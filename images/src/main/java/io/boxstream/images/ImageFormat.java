package io.boxstream.images;

import java.util.Optional;

/** The formats that are read. The canonical form of an image is JPEG or PNG. */
public enum ImageFormat {
  JPEG("JPEG", "image/jpeg", "jpg"),
  PNG("PNG", "image/png", "png"),
  WEBP("WebP", "image/webp", "webp"),
  BMP("BMP", "image/bmp", "bmp"),
  TIFF("TIFF", "image/tiff", "tif");

  private final String label;
  private final String mediaType;
  private final String extension;

  ImageFormat(String label, String mediaType, String extension) {
    this.label = label;
    this.mediaType = mediaType;
    this.extension = extension;
  }

  /**
   * The format that bytes begin like, whatever follows; empty if it is none of these.
   *
   * @param bytes an image or its beginning
   */
  public static Optional<ImageFormat> of(byte[] bytes) {
    if (JpegStructure.looksLike(bytes)) {
      return Optional.of(JPEG);
    }
    if (PngStructure.looksLike(bytes)) {
      return Optional.of(PNG);
    }
    if (WebpStructure.looksLike(bytes)) {
      return Optional.of(WEBP);
    }
    if (TiffStructure.looksLike(bytes)) {
      return Optional.of(TIFF);
    }
    return BmpStructure.looksLike(bytes) ? Optional.of(BMP) : Optional.empty();
  }

  /** The media type (RFC 2046), for example {@code image/jpeg}. */
  public String mediaType() {
    return mediaType;
  }

  /** The usual end of a file name, without the dot. */
  public String extension() {
    return extension;
  }

  /** The name as people write it. */
  @Override
  public String toString() {
    return label;
  }
}
