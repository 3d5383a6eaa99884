package io.boxstream.inference.protocol;

import java.util.List;
import java.util.Optional;

/** The order of the dimensions of a tensor of pixels. */
enum Layout {
  /** Images, rows, columns, red-green-blue. */
  NHWC(1, 2, 3, List.of(-1L, -1L, -1L, 3L)),
  /** Images, red-green-blue, rows, columns. */
  NCHW(2, 3, 1, List.of(-1L, 3L, -1L, -1L));

  private static final int RANK = 4;
  private static final long CHANNELS = 3;

  private final int rows;
  private final int columns;
  private final int channels;
  private final List<Long> shape;

  Layout(int rows, int columns, int channels, List<Long> shape) {
    this.rows = rows;
    this.columns = columns;
    this.channels = channels;
    this.shape = shape;
  }

  /** The shape as the metadata state it. */
  List<Long> shape() {
    return shape;
  }

  long height(List<Long> sizes) {
    return sizes.get(rows);
  }

  long width(List<Long> sizes) {
    return sizes.get(columns);
  }

  static Layout of(String name) {
    for (Layout layout : values()) {
      if (layout.name().equals(name)) {
        return layout;
      }
    }
    throw ProtocolException.invalid("the parameter layout must be NHWC or NCHW: " + name);
  }

  /**
   * The layout of a tensor.
   *
   * @param stated by the request; without it the dimension of size 3 tells, the last one first
   */
  static Layout of(List<Long> sizes, Optional<Layout> stated) {
    if (sizes.size() == RANK) {
      List<Layout> candidates = stated.map(List::of).orElseGet(() -> List.of(values()));
      for (Layout layout : candidates) {
        if (sizes.get(layout.channels) == CHANNELS) {
          return layout;
        }
      }
    }
    throw ProtocolException.invalid(
        "the shape of pixels must be [images, rows, columns, 3] (NHWC) or [images, 3, rows, columns] (NCHW), was %s%s"
            .formatted(sizes, stated.map(layout -> " with the layout " + layout).orElse("")));
  }
}
