package io.boxstream.images;

import static java.util.Objects.requireNonNull;

import io.boxstream.images.crash.CrashGuard;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Small JPEGs of canonical images. A large JPEG is decoded at a fraction of its size, so memory
 * stays small. Safe for many threads.
 */
public final class Thumbnails {

  private static final int QUALITY = 85;

  private final ImageHeaders headers;
  private final CrashGuard guard;

  /**
   * For a program that nobody starts again when it dies.
   *
   * @param limits what is refused
   */
  public Thumbnails(ImageLimits limits) {
    this(limits, CrashGuard.NONE);
  }

  /**
   * @param limits what is refused
   * @param guard told of each image that is decoded
   */
  public Thumbnails(ImageLimits limits, CrashGuard guard) {
    this.headers = new ImageHeaders(limits);
    this.guard = requireNonNull(guard, "guard");
  }

  /**
   * A JPEG of the image with the same proportions. A smaller image is not enlarged.
   *
   * @param bytes a canonical image, JPEG or PNG
   * @param longestSide longest width and height of the result, in pixels, at least 1
   * @throws UnreadableImageException if these bytes are not an image that can be used
   */
  public byte[] jpeg(byte[] bytes, int longestSide) {
    if (longestSide < 1) {
      throw new IllegalArgumentException("longestSide is " + longestSide);
    }
    ImageHeader header = headers.read(bytes);
    try (CrashGuard.InHand held = guard.take(ContentHash.of(bytes));
        BytePointer encoded = OpenCv.copyOf(bytes);
        Mat row = OpenCv.rowOf(encoded);
        Mat decoded = opencv_imgcodecs.imdecode(row, flags(header, longestSide));
        Mat resized = new Mat()) {
      if (decoded.empty()) {
        throw new TruncatedImageException("the " + header.format() + " cannot be decoded");
      }
      double scale = Math.min(1, longestSide / (double) Math.max(header.width(), header.height()));
      try (Size size = new Size(scaled(header.width(), scale), scaled(header.height(), scale))) {
        opencv_imgproc.resize(decoded, resized, size, 0, 0, opencv_imgproc.INTER_AREA);
      }
      return encode(resized);
    }
  }

  /** The coarsest reduction in the decoder that still leaves as many pixels as wanted. */
  private static int flags(ImageHeader header, int longestSide) {
    int side = Math.max(header.width(), header.height());
    boolean jpeg = header.format() == ImageFormat.JPEG;
    int reduction = jpeg ? Integer.highestOneBit(Math.max(1, side / longestSide)) : 1;
    int color =
        switch (Math.min(8, reduction)) {
          case 8 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
          case 4 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
          case 2 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
          default -> opencv_imgcodecs.IMREAD_COLOR;
        };
    return color | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
  }

  private static int scaled(int side, double scale) {
    return (int) Math.max(1, Math.round(side * scale));
  }

  private static byte[] encode(Mat pixels) {
    try (BytePointer encoded = OpenCv.output();
        IntPointer options = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, QUALITY)) {
      if (!opencv_imgcodecs.imencode(".jpg", pixels, encoded, options)) {
        throw new IllegalStateException("OpenCV cannot write a JPEG");
      }
      byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(bytes);
      return bytes;
    }
  }
}
