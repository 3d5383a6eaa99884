package io.boxstream.pictures;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Brings pictures into the form that identifies them. Bytes that already have it stay as they are,
 * so the same file is the same picture; the others are decoded and encoded again, JPEG as JPEG and
 * PNG as PNG.
 *
 * <p>Slower than {@link PictureDecoder} and stricter: the pixel data are checked to the last one,
 * because a damaged picture on the log would train every model after it.
 */
public final class CanonicalPictures {

  /** High enough that one more generation of JPEG cannot be seen. */
  private static final int QUALITY = 95;

  private final PictureLimits limits;
  private final PictureHeaders headers;
  private final PictureEncoder encoder = new PictureEncoder();

  /**
   * @param limits what is refused
   */
  public CanonicalPictures(PictureLimits limits) {
    this.limits = limits;
    this.headers = new PictureHeaders(limits);
  }

  /**
   * The canonical form of an encoded picture.
   *
   * @throws UnreadablePictureException or one of its subclasses, if these bytes are not a picture
   *     that can be used
   */
  public CanonicalPicture canonicalize(byte[] bytes) {
    PictureHeader header = headers.read(bytes);
    byte[] picture =
        header.length() == bytes.length ? bytes : Arrays.copyOf(bytes, header.length());
    requireIntact(picture, header);
    if (header.canonicalForm() && header.orientation() == Orientation.UPRIGHT) {
      PictureDecoder.requireDecodable(picture, header);
      return canonical(header, header.width(), header.height(), picture);
    }
    RgbImage stored = PictureDecoder.decode(picture, header);
    RgbImage upright = Turning.toUpright(stored, header.orientation());
    return canonical(header, upright.width(), upright.height(), encode(upright, header.format()));
  }

  private void requireIntact(byte[] picture, PictureHeader header) {
    switch (header.format()) {
      case JPEG -> JpegPixels.requireIntact(picture);
      case PNG -> PngStructure.requireAllPixels(picture, limits);
    }
  }

  private byte[] encode(RgbImage image, PictureFormat format) {
    return switch (format) {
      case JPEG -> encoder.jpeg(image, QUALITY);
      case PNG -> encoder.png(image);
    };
  }

  private static CanonicalPicture canonical(
      PictureHeader header, int width, int height, byte[] bytes) {
    return new CanonicalPicture(
        sha256(bytes), header.format(), width, height, bytes, header.orientation());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
