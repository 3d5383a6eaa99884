package io.boxstream.detection.transform;

import io.boxstream.images.OpenCv;
import io.boxstream.images.RgbImage;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/** Resizes images with OpenCV. Native memory is released before a call returns. */
final class Resizing {

  static {
    OpenCv.load();
  }

  private Resizing() {}

  /**
   * Resizes a region of an image.
   *
   * @return newHeight×newWidth×3 bytes, rounded by OpenCV
   */
  static byte[] resize(
      RgbImage image, Region region, int newWidth, int newHeight, Interpolation interpolation) {
    try (Mat whole = new Mat(image.height(), image.width(), opencv_core.CV_8UC3);
        Rect rectangle = new Rect(region.left(), region.top(), region.width(), region.height());
        Size size = new Size(newWidth, newHeight);
        Mat resized = new Mat(size, opencv_core.CV_8UC3)) {
      whole.data().put(image.rgb());
      try (Mat part = new Mat(whole, rectangle)) {
        opencv_imgproc.resize(part, resized, size, 0, 0, interpolation.code());
      }
      byte[] bytes = new byte[3 * newWidth * newHeight];
      resized.data().get(bytes);
      return bytes;
    }
  }
}
