package io.boxstream.images;

import static java.util.Objects.requireNonNull;

import io.boxstream.images.crash.CrashGuard;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Perceptual hashes of encoded images. A large JPEG is decoded at a fraction of its size and
 * without its colours, which takes a third of the time of {@link ImageDecoder} and gives the same
 * hash, give or take two bits. Safe for many threads.
 */
public final class PerceptualHashes {

  /** Two pixels for each cell that {@link PerceptualHash} averages. */
  private static final int LEAST_SIDE = 64;

  private final ImageHeaders headers;
  private final CrashGuard guard;

  /**
   * For a program that nobody starts again when it dies.
   *
   * @param limits what is refused
   */
  public PerceptualHashes(ImageLimits limits) {
    this(limits, CrashGuard.NONE);
  }

  /**
   * @param limits what is refused
   * @param guard told of each image that is decoded
   */
  public PerceptualHashes(ImageLimits limits, CrashGuard guard) {
    this.headers = new ImageHeaders(limits);
    this.guard = requireNonNull(guard, "guard");
  }

  /**
   * The hash of a canonical image.
   *
   * @param bytes upright 8-bit JPEG or PNG
   * @throws UnreadableImageException or one of its subclasses, if these bytes are not an image that
   *     can be used
   */
  public PerceptualHash hash(byte[] bytes) {
    ImageHeader header = headers.read(bytes);
    int divisor = divisor(header);
    try (CrashGuard.InHand held = guard.take(ContentHash.of(bytes));
        BytePointer encoded = OpenCv.copyOf(bytes);
        Mat row = OpenCv.rowOf(encoded);
        Mat decoded = ImageDecoder.decode(row, flags(divisor))) {
      ImageDecoder.requireSize(decoded, header, divisor);
      byte[] grey = new byte[decoded.rows() * decoded.cols()];
      decoded.data().get(grey);
      return PerceptualHash.of(
          GreyAverages.ofReduced(header.width(), header.height(), divisor, grey));
    }
  }

  /** The coarsest reduction in the decoder that leaves enough pixels. */
  private static int divisor(ImageHeader header) {
    int side = Math.min(header.width(), header.height());
    int reduction = header.format() == ImageFormat.JPEG ? side / LEAST_SIDE : 1;
    return Math.min(8, Integer.highestOneBit(Math.max(1, reduction)));
  }

  private static int flags(int divisor) {
    return switch (divisor) {
      case 8 -> opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;
      case 4 -> opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4;
      case 2 -> opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2;
      default -> opencv_imgcodecs.IMREAD_GRAYSCALE;
    };
  }
}
