package io.boxstream.local.heldout;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Text as a transparent image. It is drawn with OpenCV's own letters, because a machine without
 * fonts cannot draw text with Java2D; what those letters lack is drawn as a question mark.
 */
final class TextRenderer {

  private static final int FONT = opencv_imgproc.FONT_HERSHEY_DUPLEX;
  private static final double SCALE = 0.45;
  private static final int MARGIN = 2;

  private TextRenderer() {}

  static BufferedImage of(String text, Color color) {
    String letters = text.replaceAll("[^\\x20-\\x7E]", "?");
    int[] below = new int[1];
    try (Size size = opencv_imgproc.getTextSize(letters, FONT, SCALE, 1, below)) {
      int width = size.width() + 2 * MARGIN;
      int height = size.height() + below[0] + 2 * MARGIN;
      try (Scalar black = new Scalar(0);
          Scalar white = new Scalar(255);
          Mat mask = new Mat(height, width, opencv_core.CV_8UC1, black);
          Point start = new Point(MARGIN, size.height() + MARGIN)) {
        opencv_imgproc.putText(
            mask, letters, start, FONT, SCALE, white, 1, opencv_imgproc.LINE_AA, false);
        return coloured(mask, color);
      }
    }
  }

  private static BufferedImage coloured(Mat mask, Color color) {
    BufferedImage stamp = new BufferedImage(mask.cols(), mask.rows(), BufferedImage.TYPE_INT_ARGB);
    int rgb = color.getRGB() & 0xFFFFFF;
    try (UByteIndexer opacity = mask.createIndexer()) {
      for (int y = 0; y < mask.rows(); y++) {
        for (int x = 0; x < mask.cols(); x++) {
          stamp.setRGB(x, y, opacity.get(y, x) << 24 | rgb);
        }
      }
    }
    return stamp;
  }
}
