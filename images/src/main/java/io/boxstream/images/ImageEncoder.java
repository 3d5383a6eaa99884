package io.boxstream.images;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Encodes pixels. The same pixels give the same bytes as long as the OpenCV version is the same.
 */
public final class ImageEncoder {

  private static final int BEST_QUALITY = 100;
  private static final int PNG_COMPRESSION = 6;

  /**
   * A baseline JPEG.
   *
   * @param image the pixels
   * @param quality 1 to 100, libjpeg's scale
   */
  public byte[] jpeg(RgbImage image, int quality) {
    requireQuality(quality);
    try (Mat rgb = mat(image)) {
      return jpeg(rgb, quality);
    }
  }

  /** A PNG of 8-bit RGB. */
  public byte[] png(RgbImage image) {
    try (Mat rgb = mat(image)) {
      return png(rgb);
    }
  }

  /** A BMP of 24 bits without compression: as fast as a copy. */
  public byte[] bmp(RgbImage image) {
    try (Mat rgb = mat(image)) {
      return encode(rgb, ".bmp");
    }
  }

  static byte[] jpeg(Mat rgb, int quality) {
    requireQuality(quality);
    return encode(rgb, ".jpg", opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality);
  }

  static byte[] png(Mat rgb) {
    return encode(rgb, ".png", opencv_imgcodecs.IMWRITE_PNG_COMPRESSION, PNG_COMPRESSION);
  }

  private static void requireQuality(int quality) {
    if (quality < 1 || quality > BEST_QUALITY) {
      throw new IllegalArgumentException("quality is not in 1 to 100: " + quality);
    }
  }

  private static Mat mat(RgbImage image) {
    OpenCv.load();
    return OpenCv.matOf(image);
  }

  private static byte[] encode(Mat rgb, String extension, int... settings) {
    try (Mat bgr = new Mat();
        BytePointer encoded = OpenCv.output();
        IntPointer options = new IntPointer(settings)) {
      opencv_imgproc.cvtColor(rgb, bgr, opencv_imgproc.COLOR_RGB2BGR);
      if (!opencv_imgcodecs.imencode(extension, bgr, encoded, options)) {
        throw new IllegalStateException("OpenCV cannot write " + extension);
      }
      byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(bytes);
      return bytes;
    }
  }
}
