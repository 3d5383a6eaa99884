package io.boxstream.images;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An image as the log carries it: upright, 8-bit RGB or grey, JPEG or PNG, nothing after its end.
 *
 * @param id SHA-256 of the bytes, 64 hexadecimal digits
 * @param format the encoding
 * @param width columns, upright
 * @param height rows, upright
 * @param bytes the encoded image; not copied
 * @param applied how the image was turned: what {@link Orientation#toUpright} of boxes in the
 *     stored frame needs
 * @param perceptualHash what the image looks like, if that was known without decoding; otherwise
 *     {@link PerceptualHashes} computes it
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to the log uncopied
public record CanonicalImage(
    String id,
    CanonicalFormat format,
    int width,
    int height,
    byte[] bytes,
    Orientation applied,
    Optional<PerceptualHash> perceptualHash) {

  public CanonicalImage {
    requireNonNull(id, "id");
    requireNonNull(format, "format");
    requireNonNull(bytes, "bytes");
    requireNonNull(applied, "applied");
    requireNonNull(perceptualHash, "perceptualHash");
  }
}
