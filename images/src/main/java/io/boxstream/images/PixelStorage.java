package io.boxstream.images;

/** How an image's pixels are stored, which decides what its canonical form is. */
public enum PixelStorage {
  /** A JPEG of 8-bit RGB or grey: canonical if upright. */
  CANONICAL_JPEG(true, CanonicalFormat.JPEG),
  /** A PNG of 8-bit RGB or grey: canonical if upright. */
  CANONICAL_PNG(true, CanonicalFormat.PNG),
  /** Compressed with loss: its canonical form is a JPEG, which is a fraction of a PNG's size. */
  LOSSY(false, CanonicalFormat.JPEG),
  /** Without loss: its canonical form is a PNG, which keeps every pixel. */
  LOSSLESS(false, CanonicalFormat.PNG);

  private final boolean canonical;
  private final CanonicalFormat canonicalFormat;

  PixelStorage(boolean canonical, CanonicalFormat canonicalFormat) {
    this.canonical = canonical;
    this.canonicalFormat = canonicalFormat;
  }

  /** Whether the image is canonical as it is, if it is upright. */
  public boolean canonical() {
    return canonical;
  }

  /** The format of the canonical form. */
  public CanonicalFormat canonicalFormat() {
    return canonicalFormat;
  }
}
