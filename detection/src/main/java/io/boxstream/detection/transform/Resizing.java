package io.boxstream.detection.transform;

import io.boxstream.pictures.OpenCv;
import io.boxstream.pictures.RgbImage;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/** Resizing on OpenCV. Native memory is released before a call returns. */
final class Resizing {

  static {
    OpenCv.load();
  }

  private Resizing() {}

  /**
   * A region of a picture, stretched.
   *
   * @return newHeight×newWidth×3 bytes, rounded by OpenCV
   */
  static byte[] resize(
      RgbImage picture, Region region, int newWidth, int newHeight, Interpolation interpolation) {
    try (Mat whole = new Mat(picture.height(), picture.width(), opencv_core.CV_8UC3);
        Rect rectangle = new Rect(region.left(), region.top(), region.width(), region.height());
        Size size = new Size(newWidth, newHeight);
        Mat resized = new Mat(size, opencv_core.CV_8UC3)) {
      whole.data().put(picture.rgb());
      try (Mat part = new Mat(whole, rectangle)) {
        opencv_imgproc.resize(part, resized, size, 0, 0, interpolation.code());
      }
      byte[] bytes = new byte[3 * newWidth * newHeight];
      resized.data().get(bytes);
      return bytes;
    }
  }

  /**
   * Pixels of any range, stretched. Cubic and Lanczos overshoot; nothing is clipped.
   *
   * @param rgb height×width×3 values
   * @return newHeight×newWidth×3 values
   */
  static float[] resize(
      float[] rgb,
      int width,
      int height,
      int newWidth,
      int newHeight,
      Interpolation interpolation) {
    try (Mat whole = new Mat(height, width, opencv_core.CV_32FC3);
        FloatPointer values = new FloatPointer(whole.data());
        Size size = new Size(newWidth, newHeight);
        Mat resized = new Mat(size, opencv_core.CV_32FC3);
        FloatPointer results = new FloatPointer(resized.data())) {
      values.put(rgb);
      opencv_imgproc.resize(whole, resized, size, 0, 0, interpolation.code());
      float[] floats = new float[3 * newWidth * newHeight];
      results.get(floats);
      return floats;
    }
  }
}
