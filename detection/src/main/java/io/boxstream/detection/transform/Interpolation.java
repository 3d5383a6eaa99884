package io.boxstream.detection.transform;

import org.bytedeco.opencv.global.opencv_imgproc;

/**
 * OpenCV's interpolation methods, in the order of its codes 0 to 4, which the reference uses too.
 */
enum Interpolation {
  NEAREST(opencv_imgproc.INTER_NEAREST),
  LINEAR(opencv_imgproc.INTER_LINEAR),
  CUBIC(opencv_imgproc.INTER_CUBIC),
  AREA(opencv_imgproc.INTER_AREA),
  LANCZOS(opencv_imgproc.INTER_LANCZOS4);

  private final int code;

  Interpolation(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /**
   * The reference's choice by size (SSD.md 3.4): cubic to enlarge, area to shrink, linear
   * otherwise.
   */
  static Interpolation between(int width, int height, int newWidth, int newHeight) {
    if (newWidth > width && newHeight > height) {
      return CUBIC;
    }
    if (newWidth < width && newHeight < height) {
      return AREA;
    }
    return LINEAR;
  }
}
