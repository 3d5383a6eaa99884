package io.boxstream.images;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * OpenCV as we use it: one image per calling thread, so without threads of its own. Whoever calls
 * OpenCV calls {@link #load} first.
 */
public final class OpenCv {

  private static final String PROCESS_LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

  static {
    // JavaCPP refuses to allocate once the whole process holds four times the heap. An engine
    // beside us does.
    if (System.getProperty(PROCESS_LIMIT) == null) {
      System.setProperty(PROCESS_LIMIT, "0");
    }
    // Pointers to native memory work only once a native library is there, and OpenCV's brings what
    // they need.
    Loader.load(opencv_core.class);
    opencv_core.setNumThreads(1);
  }

  private OpenCv() {}

  /** Loads the native libraries; costs something only the first time. */
  public static void load() {
    // What there is to do, this class's initializer did.
  }

  /** A copy of the bytes in native memory; the caller owns it. */
  static BytePointer copyOf(byte[] bytes) {
    return new BytePointer(bytes);
  }

  /** Where an encoder may put bytes; the caller owns it. */
  static BytePointer output() {
    return new BytePointer();
  }

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
