package io.boxstream.images;

import static java.util.Objects.requireNonNull;

import io.boxstream.images.crash.CrashGuard;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes JPEG, PNG, WebP, BMP and TIFF with OpenCV, after the whole structure has been checked.
 *
 * <p>{@link #decode} gives pixels as they are stored, {@link #decodeUpright} as a viewer shows
 * them: labels refer to one of the two frames, and the caller knows to which. Grey becomes three
 * equal channels, CMYK becomes RGB, alpha is dropped, 16 bits become 8. Native memory is released
 * before the call returns. Safe for many threads.
 */
public final class ImageDecoder {

  private static final int COLOR = opencv_imgcodecs.IMREAD_COLOR_RGB;
  private static final int REDUCTION = 8;

  private final ImageHeaders headers;
  private final CrashGuard guard;

  /**
   * For a program that nobody starts again when it dies.
   *
   * @param limits what is refused
   */
  public ImageDecoder(ImageLimits limits) {
    this(limits, CrashGuard.NONE);
  }

  /**
   * @param limits what is refused
   * @param guard told of each image that is decoded
   */
  public ImageDecoder(ImageLimits limits, CrashGuard guard) {
    this.headers = new ImageHeaders(limits);
    this.guard = requireNonNull(guard, "guard");
  }

  /**
   * The pixels of an encoded image.
   *
   * @throws UnreadableImageException or one of its subclasses, if these bytes are not an image that
   *     can be used
   */
  public RgbImage decode(byte[] bytes) {
    ImageHeader header = headers.read(bytes);
    try (CrashGuard.InHand held = guard.take(ContentHash.of(bytes))) {
      return decode(bytes, header);
    }
  }

  /**
   * The pixels of an encoded image, turned as its EXIF or TIFF orientation says.
   *
   * @throws UnreadableImageException as {@link #decode}
   */
  public RgbImage decodeUpright(byte[] bytes) {
    ImageHeader header = headers.read(bytes);
    try (CrashGuard.InHand held = guard.take(ContentHash.of(bytes))) {
      return PixelOrientation.toUpright(decode(bytes, header), header.orientation());
    }
  }

  static RgbImage decode(byte[] bytes, ImageHeader header) {
    try (BytePointer encoded = OpenCv.copyOf(decodable(bytes, header));
        Mat row = OpenCv.rowOf(encoded);
        Mat decoded = decode(row, COLOR)) {
      requireDecoded(decoded, header);
      return OpenCv.imageOf(decoded);
    }
  }

  /**
   * Decodes and forgets: proves that {@link #decode} will not fail on these bytes later. Of a JPEG
   * all data are read and one pixel in 64 is computed, which takes a third of the time.
   */
  static void requireDecodable(byte[] bytes, ImageHeader header) {
    boolean jpeg = header.format() == ImageFormat.JPEG;
    int flags = jpeg ? opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8 : COLOR;
    int divisor = jpeg ? REDUCTION : 1;
    try (BytePointer encoded = OpenCv.copyOf(decodable(bytes, header));
        Mat row = OpenCv.rowOf(encoded);
        Mat decoded = decode(row, flags)) {
      requireSize(decoded, header, divisor);
    }
  }

  private static byte[] decodable(byte[] bytes, ImageHeader header) {
    return header.format() == ImageFormat.TIFF ? TiffStructure.withPixelsAsStored(bytes) : bytes;
  }

  static Mat decode(Mat row, int flags) {
    try {
      return opencv_imgcodecs.imdecode(row, flags | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION);
    } catch (RuntimeException e) {
      // OpenCV's own assertions arrive as bare RuntimeExceptions; the bytes were what failed them.
      throw new TruncatedImageException("the image cannot be decoded: " + e.getMessage());
    }
  }

  private static void requireDecoded(Mat decoded, ImageHeader header) {
    requireSize(decoded, header, 1);
    if (decoded.type() != opencv_core.CV_8UC3) {
      throw notDecodable(header);
    }
  }

  static void requireSize(Mat decoded, ImageHeader header, int divisor) {
    if (decoded.empty()
        || decoded.cols() != (header.width() + divisor - 1) / divisor
        || decoded.rows() != (header.height() + divisor - 1) / divisor) {
      throw notDecodable(header);
    }
  }

  private static TruncatedImageException notDecodable(ImageHeader header) {
    return new TruncatedImageException(
        "the %s cannot be decoded to the %d×%d pixels that its header claims"
            .formatted(header.format(), header.width(), header.height()));
  }
}
