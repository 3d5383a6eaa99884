package io.boxstream.images;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

/** Formats that are recognised and not read, so that the sender is told which one it was. */
enum ForeignFormat {
  GIF("a GIF"),
  HEIC("an HEIC or HEIF image"),
  AVIF("an AVIF image"),
  JPEG_XL("a JPEG XL image"),
  JPEG_2000("a JPEG 2000 image"),
  SVG("an SVG drawing"),
  PDF("a PDF document"),
  PSD("a Photoshop document"),
  VIDEO("a video");

  /** Comments and a document type may stand before the root element of an SVG. */
  private static final int SVG_PROLOGUE = 4096;

  private final String description;

  ForeignFormat(String description) {
    this.description = description;
  }

  /** The format with an article. */
  String description() {
    return description;
  }

  static Optional<ForeignFormat> of(byte[] bytes) {
    String start = new String(bytes, 0, Math.min(bytes.length, SVG_PROLOGUE), ISO_8859_1);
    if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
      return Optional.of(GIF);
    }
    if (start.startsWith("%PDF-")) {
      return Optional.of(PDF);
    }
    if (start.startsWith("8BPS")) {
      return Optional.of(PSD);
    }
    if (start.startsWith("\u00ff\n") || start.startsWith("\0\0\0\fJXL ")) {
      return Optional.of(JPEG_XL);
    }
    if (start.startsWith("\u00ff\u004f\u00ff\u0051") || start.startsWith("\0\0\0\fjP  ")) {
      return Optional.of(JPEG_2000);
    }
    if (start.startsWith("ftyp", 4)) {
      return Optional.of(ofBrands(start));
    }
    return isSvg(start) ? Optional.of(SVG) : Optional.empty();
  }

  /**
   * Files of ISO/IEC 14496-12 differ by their brands: a major one, and others that they agree with.
   */
  private static ForeignFormat ofBrands(String start) {
    int length = start.length() < 4 ? 0 : start.charAt(2) << 8 | start.charAt(3);
    String brands = start.substring(8, Math.max(8, Math.min(start.length(), length)));
    if (brands.contains("avif") || brands.contains("avis")) {
      return AVIF;
    }
    boolean stillImage =
        brands.contains("heic")
            || brands.contains("heix")
            || brands.contains("hevc")
            || brands.contains("mif1")
            || brands.contains("msf1");
    return stillImage ? HEIC : VIDEO;
  }

  private static boolean isSvg(String start) {
    String text = start.startsWith("\u00ef\u00bb\u00bf") ? start.substring(3) : start;
    return text.stripLeading().startsWith("<") && text.contains("<svg");
  }
}
