package io.boxstream.detection.transform;

/**
 * Which pixels of an axis contribute to a pixel of the resized axis, and with which weights.
 * Follows the rules of OpenCV's {@code resize} and gives the same results on float32 except for
 * rounding. The centre of a pixel is at its index plus one half.
 */
enum Kernel {
  /** The pixel that contains the left edge. */
  NEAREST {
    @Override
    void weigh(int index, int size, int newSize, Taps taps) {
      taps.add(Math.min((int) (index * ((double) size / newSize)), size - 1), 1);
    }
  },

  /** The two nearest centres; beyond the outermost centre, only the outermost pixel. */
  LINEAR {
    @Override
    void weigh(int index, int size, int newSize, Taps taps) {
      double centre = (index + 0.5) * size / newSize - 0.5;
      int first = (int) Math.floor(centre);
      pair(first, centre - first, size, taps);
    }
  },

  /** The four nearest centres, with Keys' cubic convolution and a = -3/4. */
  CUBIC {
    private static final double A = -0.75;

    @Override
    void weigh(int index, int size, int newSize, Taps taps) {
      double centre = (index + 0.5) * size / newSize - 0.5;
      int first = (int) Math.floor(centre) - 1;
      for (int position = first; position < first + 4; position++) {
        taps.add(clamped(position, size), weight(Math.abs(centre - position)));
      }
    }

    private double weight(double distance) {
      if (distance <= 1) {
        return ((A + 2) * distance - (A + 3)) * distance * distance + 1;
      }
      return ((A * distance - 5 * A) * distance + 8 * A) * distance - 4 * A;
    }
  },

  /** The eight nearest centres, with Lanczos' windowed sinc, normalised to a sum of one. */
  LANCZOS {
    @Override
    void weigh(int index, int size, int newSize, Taps taps) {
      double centre = (index + 0.5) * size / newSize - 0.5;
      int first = (int) Math.floor(centre) - 3;
      double sum = 0;
      for (int position = first; position < first + 8; position++) {
        sum += weight(centre - position);
      }
      for (int position = first; position < first + 8; position++) {
        taps.add(clamped(position, size), weight(centre - position) / sum);
      }
    }

    private double weight(double distance) {
      double x = Math.PI * distance;
      return Math.abs(x) < 1e-6 ? 1 : 4 * Math.sin(x) * Math.sin(x / 4) / (x * x);
    }
  },

  /**
   * Every pixel, weighted by the length that the resized pixel covers. Parts of at most a
   * thousandth of a pixel are omitted, so the sum can be slightly below one. Only for shrinking.
   */
  AREA {
    private static final double SLIVER = 1e-3;

    @Override
    void weigh(int index, int size, int newSize, Taps taps) {
      double scale = (double) size / newSize;
      double from = index * scale;
      double to = from + scale;
      double length = Math.min(scale, size - from);
      int end = Math.min((int) Math.floor(to), size - 1);
      int begin = Math.min((int) Math.ceil(from), end);
      if (begin - from > SLIVER) {
        taps.add(begin - 1, (begin - from) / length);
      }
      for (int position = begin; position < end; position++) {
        taps.add(position, 1 / length);
      }
      if (to - end > SLIVER) {
        taps.add(end, Math.min(Math.min(to - end, 1), length) / length);
      }
    }
  },

  /** OpenCV's area interpolation when a side grows: pixels keep their sharp edges. */
  SHARP_EDGES {
    @Override
    void weigh(int index, int size, int newSize, Taps taps) {
      int first = (int) Math.floor(index * ((double) size / newSize));
      double part = index + 1 - (first + 1) * ((double) newSize / size);
      pair(first, part <= 0 ? 0 : part - Math.floor(part), size, taps);
    }
  };

  /** Receives the pixels that contribute to a resized pixel, each with its weight. */
  interface Taps {
    void add(int position, double weight);
  }

  /**
   * Passes the pixels that contribute to one resized pixel to {@code taps}.
   *
   * @param index the position of the resized pixel, from 0
   * @param size number of pixels of the axis
   * @param newSize number of pixels of the resized axis
   */
  abstract void weigh(int index, int size, int newSize, Taps taps);

  /** The kernel of an interpolation between the given sizes. */
  static Kernel of(
      Interpolation interpolation, int width, int height, int newWidth, int newHeight) {
    return switch (interpolation) {
      case NEAREST -> NEAREST;
      case LINEAR -> LINEAR;
      case CUBIC -> CUBIC;
      case LANCZOS -> LANCZOS;
      case AREA -> width >= newWidth && height >= newHeight ? AREA : SHARP_EDGES;
    };
  }

  private static void pair(int first, double second, int size, Taps taps) {
    if (first < 0 || first >= size - 1) {
      taps.add(clamped(first, size), 1);
      return;
    }
    taps.add(first, 1 - second);
    taps.add(first + 1, second);
  }

  private static int clamped(int position, int size) {
    return Math.min(Math.max(position, 0), size - 1);
  }
}
