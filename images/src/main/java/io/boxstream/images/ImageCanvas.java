package io.boxstream.images;

import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * An image that is drawn on, in native memory. Text has OpenCV's own letters, which are strokes: it
 * needs no fonts on the machine, and is there for printable ASCII only. Used by one thread.
 */
public final class ImageCanvas implements AutoCloseable {
  private static final int FONT = opencv_imgproc.FONT_HERSHEY_DUPLEX;

  /** Pixels of a capital letter at scale 1. */
  private static final double CAPITAL = 21;

  /** A stroke has about a ninth of the height of a capital letter. */
  private static final double STROKE = 9;

  private final Mat mat;

  private ImageCanvas(Mat mat) {
    this.mat = mat;
  }

  /**
   * A copy of an image.
   *
   * @param zoom how many pixels of the canvas a side of a pixel of the image has, at least 1
   */
  public static ImageCanvas of(RgbImage image, int zoom) {
    if (zoom < 1) {
      throw new IllegalArgumentException("zoom must be at least 1, was " + zoom);
    }
    OpenCv.load();
    Mat pixels = OpenCv.matOf(image);
    if (zoom == 1) {
      return new ImageCanvas(pixels);
    }
    Mat large = new Mat();
    try (pixels;
        Size size = new Size(image.width() * zoom, image.height() * zoom)) {
      opencv_imgproc.resize(pixels, large, size, 0, 0, opencv_imgproc.INTER_CUBIC);
    }
    return new ImageCanvas(large);
  }

  /** Columns. */
  public int width() {
    return mat.cols();
  }

  /** Rows. */
  public int height() {
    return mat.rows();
  }

  /**
   * Fills a rectangle.
   *
   * @param rgb colour, 0xRRGGBB
   */
  public void fill(int left, int top, int width, int height, int rgb) {
    draw(left, top, left + width - 1, top + height - 1, opencv_imgproc.FILLED, rgb);
  }

  /**
   * Draws the outline of a rectangle.
   *
   * @param thickness of the line, which is half inside and half outside
   * @param rgb colour, 0xRRGGBB
   */
  public void outline(int left, int top, int right, int bottom, int thickness, int rgb) {
    draw(left, top, right, bottom, thickness, rgb);
  }

  private void draw(int left, int top, int right, int bottom, int thickness, int rgb) {
    try (Point first = new Point(left, top);
        Point last = new Point(right, bottom);
        Scalar colour = colour(rgb)) {
      opencv_imgproc.rectangle(mat, first, last, colour, thickness, opencv_imgproc.LINE_8, 0);
    }
  }

  /**
   * Writes text.
   *
   * @param text printable ASCII
   * @param left of the first letter
   * @param baseline row on which letters stand
   * @param capital height of a capital letter in pixels
   * @param rgb colour, 0xRRGGBB
   */
  public void text(String text, int left, int baseline, double capital, int rgb) {
    try (Point start = new Point(left, baseline);
        Scalar colour = colour(rgb)) {
      opencv_imgproc.putText(
          mat,
          text,
          start,
          FONT,
          capital / CAPITAL,
          colour,
          stroke(capital),
          opencv_imgproc.LINE_AA,
          false);
    }
  }

  /**
   * The place that text takes.
   *
   * @param width in pixels
   * @param above pixels above the baseline
   * @param below pixels below the baseline
   */
  public record TextSize(int width, int above, int below) {}

  /** The place that text takes; parameters as {@link #text}. */
  public static TextSize measure(String text, double capital) {
    OpenCv.load();
    int[] below = new int[1];
    try (Size size =
        opencv_imgproc.getTextSize(text, FONT, capital / CAPITAL, stroke(capital), below)) {
      return new TextSize(size.width(), size.height(), below[0]);
    }
  }

  /** The canvas as pixels. */
  public RgbImage image() {
    return OpenCv.imageOf(mat);
  }

  /** The canvas as a JPEG; quality as {@link ImageEncoder#jpeg}. */
  public byte[] jpeg(int quality) {
    return ImageEncoder.jpeg(mat, quality);
  }

  /** The canvas as a PNG. */
  public byte[] png() {
    return ImageEncoder.png(mat);
  }

  @Override
  public void close() {
    mat.close();
  }

  private static int stroke(double capital) {
    return Math.max(1, (int) Math.round(capital / STROKE));
  }

  private static Scalar colour(int rgb) {
    return new Scalar(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255, 0);
  }
}
