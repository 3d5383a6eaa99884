package io.boxstream.pictures;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** OpenCV as this module uses it: one picture per calling thread, so without threads of its own. */
final class OpenCv {

  static {
    opencv_core.setNumThreads(1);
  }

  private OpenCv() {}

  /** The pixels in native memory; the caller owns them. */
  static Mat matOf(RgbImage image) {
    Mat mat = new Mat(image.height(), image.width(), opencv_core.CV_8UC3);
    mat.data().put(image.rgb());
    return mat;
  }

  /** The pixels of a continuous RGB matrix, copied. */
  static RgbImage imageOf(Mat mat) {
    byte[] rgb = new byte[3 * mat.rows() * mat.cols()];
    mat.data().get(rgb);
    return new RgbImage(mat.cols(), mat.rows(), rgb);
  }

  /** One row of bytes in native memory; the caller owns both. */
  static Mat rowOf(BytePointer bytes) {
    return new Mat(1, Math.toIntExact(bytes.capacity()), opencv_core.CV_8UC1, bytes);
  }
}
