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

  /**
   * A baseline JPEG.
   *
   * @param image the pixels
   * @param quality 1 to 100, libjpeg's scale
   */
  public byte[] jpeg(RgbImage image, int quality) {
    if (quality < 1 || quality > BEST_QUALITY) {
      throw new IllegalArgumentException("quality is not in 1 to 100: " + quality);
    }
    return encode(image, ".jpg", opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality);
  }

  /** A PNG of 8-bit RGB. */
  public byte[] png(RgbImage image) {
    return encode(image, ".png", opencv_imgcodecs.IMWRITE_PNG_COMPRESSION, 6);
  }

  private static byte[] encode(RgbImage image, String extension, int option, int value) {
    try (Mat rgb = OpenCv.matOf(image);
        Mat bgr = new Mat();
        BytePointer encoded = OpenCv.output();
        IntPointer options = new IntPointer(option, value)) {
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
