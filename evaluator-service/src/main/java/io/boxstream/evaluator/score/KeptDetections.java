package io.boxstream.evaluator.score;

import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The detections of all images of an evaluation, to be looked at again when the thresholds are
 * known. A detection takes 24 bytes, plus at most half as much spare capacity: 2.4 kB for an image
 * with the decoder's maximum of 100.
 */
final class KeptDetections {
  private static final int VALUES = 5;
  private static final int RESERVE = 64;

  private final List<Frame> frames = new ArrayList<>();
  // Score and corners of each detection.
  private float[] values = new float[VALUES * RESERVE];
  private int[] classes = new int[RESERVE];
  private int size;

  /**
   * Adds the next image.
   *
   * @param width pixels of the image
   * @param height pixels of the image
   */
  void add(int width, int height, List<Detection> detections) {
    int first = size;
    for (Detection detection : detections) {
      if (size == classes.length) {
        int capacity = size + size / 2;
        classes = Arrays.copyOf(classes, capacity);
        values = Arrays.copyOf(values, VALUES * capacity);
      }
      classes[size] = detection.classIndex();
      int at = VALUES * size++;
      Box box = detection.box();
      values[at] = detection.score();
      values[at + 1] = (float) box.xMin();
      values[at + 2] = (float) box.yMin();
      values[at + 3] = (float) box.xMax();
      values[at + 4] = (float) box.yMax();
    }
    frames.add(new Frame(width, height, first, size));
  }

  /** The width of an image in pixels. */
  int width(int image) {
    return frames.get(image).width();
  }

  /** The height of an image in pixels. */
  int height(int image) {
    return frames.get(image).height();
  }

  /**
   * The detections of an image that reach the threshold of their class.
   *
   * @param thresholds by class index
   */
  List<Detection> of(int image, double[] thresholds) {
    Frame frame = frames.get(image);
    List<Detection> found = new ArrayList<>();
    for (int i = frame.first(); i < frame.end(); i++) {
      int at = VALUES * i;
      if (values[at] >= thresholds[classes[i]]) {
        Box box = new Box(values[at + 1], values[at + 2], values[at + 3], values[at + 4]);
        found.add(new Detection(classes[i], values[at], box));
      }
    }
    return found;
  }

  private record Frame(int width, int height, int first, int end) {}
}
