package io.boxstream.images;

import static java.util.Objects.requireNonNull;

import io.boxstream.images.crash.CrashGuard;
import java.util.Arrays;
import java.util.Optional;

/**
 * Brings images into the form that identifies them. Bytes that already have it stay as they are, so
 * the same file is the same image; the others are decoded and encoded again, those with loss as
 * JPEG and those without as PNG.
 *
 * <p>Slower than {@link ImageDecoder} and stricter: the pixel data are checked to the last one,
 * because a damaged image on the log would train every model after it.
 */
public final class CanonicalImages {

  /** High enough that one more generation of JPEG cannot be seen. */
  private static final int QUALITY = 95;

  private final ImageLimits limits;
  private final ImageHeaders headers;
  private final CrashGuard guard;
  private final PerceptualHashes hashes;
  private final ImageEncoder encoder = new ImageEncoder();

  /**
   * For a program that nobody starts again when it dies.
   *
   * @param limits what is refused
   */
  public CanonicalImages(ImageLimits limits) {
    this(limits, CrashGuard.NONE);
  }

  /**
   * @param limits what is refused
   * @param guard told of each image that is decoded
   */
  public CanonicalImages(ImageLimits limits, CrashGuard guard) {
    this.limits = limits;
    this.headers = new ImageHeaders(limits);
    this.guard = requireNonNull(guard, "guard");
    this.hashes = new PerceptualHashes(limits, guard);
  }

  /**
   * The canonical form of an encoded image.
   *
   * @throws UnreadableImageException or one of its subclasses, if these bytes are not an image that
   *     can be used
   */
  public CanonicalImage canonicalize(byte[] bytes) {
    ImageHeader header = headers.read(bytes);
    String contentHash = ContentHash.of(bytes);
    try (CrashGuard.InHand held = guard.take(contentHash)) {
      return canonicalize(bytes, contentHash, header);
    }
  }

  /**
   * What a canonical image looks like. Decodes it, where that is not known without.
   *
   * @throws UnreadableImageException if it cannot be decoded
   */
  public PerceptualHash hash(CanonicalImage image) {
    return image.perceptualHash().orElseGet(() -> hashes.hash(image.bytes()));
  }

  private CanonicalImage canonicalize(byte[] bytes, String contentHash, ImageHeader header) {
    boolean whole = header.length() == bytes.length;
    byte[] image = whole ? bytes : Arrays.copyOf(bytes, header.length());
    Optional<JpegEntropyCheck.Proof> proof =
        header.format() == ImageFormat.JPEG ? JpegEntropyCheck.of(image) : Optional.empty();
    if (proof.isEmpty()) {
      requireIntact(image, header);
    }
    if (header.storage().canonical() && header.orientation() == Orientation.UPRIGHT) {
      if (proof.isEmpty()) {
        ImageDecoder.requireDecodable(image, header);
      }
      return new CanonicalImage(
          whole ? contentHash : ContentHash.of(image),
          header.storage().canonicalFormat(),
          header.width(),
          header.height(),
          image,
          header.orientation(),
          hash(proof));
    }
    RgbImage stored = ImageDecoder.decode(image, header);
    RgbImage upright = PixelOrientation.toUpright(stored, header.orientation());
    byte[] encoded = encode(upright, header);
    return new CanonicalImage(
        ContentHash.of(encoded),
        header.storage().canonicalFormat(),
        upright.width(),
        upright.height(),
        encoded,
        header.orientation(),
        Optional.empty());
  }

  private void requireIntact(byte[] image, ImageHeader header) {
    switch (header.format()) {
      case JPEG -> JpegPixels.requireIntact(image);
      case PNG -> PngStructure.requireAllPixels(image, limits);
      case TIFF -> TiffStructure.requireAllPixels(image, limits);
      case WEBP, BMP -> {
        // The header holds a BMP's rows to their number, and WebP's decoder misses none.
      }
    }
  }

  private byte[] encode(RgbImage pixels, ImageHeader header) {
    return switch (header.storage().canonicalFormat()) {
      case JPEG -> encoder.jpeg(pixels, QUALITY);
      case PNG -> encoder.png(pixels);
    };
  }

  /** Of an image with a block for each cell of the hash. */
  private static Optional<PerceptualHash> hash(Optional<JpegEntropyCheck.Proof> proof) {
    return proof
        .flatMap(JpegEntropyCheck.Proof::luma)
        .filter(blocks -> Math.min(blocks.width(), blocks.height()) >= PerceptualHash.SIDE)
        .map(PerceptualHash::of);
  }
}
