package io.boxstream.images;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
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
  private final ImageEncoder encoder = new ImageEncoder();

  /**
   * @param limits what is refused
   */
  public CanonicalImages(ImageLimits limits) {
    this.limits = limits;
    this.headers = new ImageHeaders(limits);
  }

  /**
   * The canonical form of an encoded image.
   *
   * @throws UnreadableImageException or one of its subclasses, if these bytes are not an image that
   *     can be used
   */
  public CanonicalImage canonicalize(byte[] bytes) {
    ImageHeader header = headers.read(bytes);
    byte[] image = header.length() == bytes.length ? bytes : Arrays.copyOf(bytes, header.length());
    Optional<JpegEntropyCheck.Proof> proof =
        header.format() == ImageFormat.JPEG ? JpegEntropyCheck.of(image) : Optional.empty();
    if (proof.isEmpty()) {
      requireIntact(image, header);
    }
    if (header.storage().canonical() && header.orientation() == Orientation.UPRIGHT) {
      if (proof.isEmpty()) {
        ImageDecoder.requireDecodable(image, header);
      }
      return canonical(header, header.width(), header.height(), image, hash(proof));
    }
    RgbImage stored = ImageDecoder.decode(image, header);
    RgbImage upright = PixelOrientation.toUpright(stored, header.orientation());
    byte[] encoded = encode(upright, header);
    return canonical(header, upright.width(), upright.height(), encoded, Optional.empty());
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

  private static CanonicalImage canonical(
      ImageHeader header, int width, int height, byte[] bytes, Optional<PerceptualHash> hash) {
    return new CanonicalImage(
        sha256(bytes),
        header.storage().canonicalFormat(),
        width,
        height,
        bytes,
        header.orientation(),
        hash);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
