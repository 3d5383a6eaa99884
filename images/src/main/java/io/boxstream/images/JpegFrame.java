package io.boxstream.images;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * The frame of a JPEG of 8 bits with one or three components, whose sampling every decoder knows.
 *
 * @param components in the file's order
 */
record JpegFrame(int width, int height, List<Component> components) {

  /** libjpeg's limits. */
  private static final int MAX_SIDE = 65_500;

  private static final int MAX_SAMPLING = 4;
  private static final int MAX_BLOCKS_PER_UNIT = 10;

  private static final int MAX_TABLE = 3;
  private static final int BLOCK_SIDE = 8;
  private static final int HEADER = 6;
  private static final int COMPONENT = 3;

  /**
   * A component.
   *
   * @param horizontal sampling factor
   * @param vertical sampling factor
   * @param quantization number of its quantization table
   */
  record Component(int id, int horizontal, int vertical, int quantization) {

    private boolean isPossible() {
      return horizontal >= 1
          && horizontal <= MAX_SAMPLING
          && vertical >= 1
          && vertical <= MAX_SAMPLING
          && quantization <= MAX_TABLE;
    }
  }

  JpegFrame {
    components = List.copyOf(components);
  }

  /** Reads the frame header between these positions; empty if it is another kind of frame. */
  static Optional<JpegFrame> read(byte[] bytes, int from, int end) {
    if (end - from < HEADER) {
      return Optional.empty();
    }
    ByteView view = new ByteView(bytes);
    int precision = view.unsignedByte(from);
    int count = view.unsignedByte(from + 5);
    if (precision != 8 || count != 1 && count != 3 || end - from != HEADER + COMPONENT * count) {
      return Optional.empty();
    }
    List<Component> components =
        IntStream.range(0, count)
            .map(i -> from + HEADER + COMPONENT * i)
            .mapToObj(at -> component(view, at))
            .toList();
    JpegFrame frame =
        new JpegFrame(view.unsignedShort(from + 3), view.unsignedShort(from + 1), components);
    return Optional.of(frame).filter(JpegFrame::isKnown);
  }

  /** The number of rows of units of interleaved blocks (MCU). */
  int unitsDown() {
    boolean single = components.size() == 1;
    return units(height, single ? 1 : max(Component::vertical));
  }

  /** The number of units in a row. */
  int unitsAcross() {
    boolean single = components.size() == 1;
    return units(width, single ? 1 : max(Component::horizontal));
  }

  /** Whether no component is sampled more finely than the first one. */
  boolean isFirstFinest() {
    Component first = components.get(0);
    return first.horizontal() == max(Component::horizontal)
        && first.vertical() == max(Component::vertical);
  }

  /** The component of each block of a unit; a unit of a single component has one block. */
  int[] componentsOfBlocks() {
    if (components.size() == 1) {
      return new int[1];
    }
    return IntStream.range(0, components.size())
        .flatMap(
            i -> {
              Component component = components.get(i);
              return IntStream.range(0, component.horizontal() * component.vertical()).map(n -> i);
            })
        .toArray();
  }

  private static Component component(ByteView view, int at) {
    int sampling = view.unsignedByte(at + 1);
    return new Component(
        view.unsignedByte(at), sampling >> 4, sampling & 0xf, view.unsignedByte(at + 2));
  }

  /** Decoders enlarge components by whole factors only. */
  private boolean isKnown() {
    int horizontal = max(Component::horizontal);
    int vertical = max(Component::vertical);
    Set<Integer> ids = new HashSet<>();
    return width >= 1
        && width <= MAX_SIDE
        && height >= 1
        && height <= MAX_SIDE
        && components.stream()
            .allMatch(
                component ->
                    component.isPossible()
                        && horizontal % component.horizontal() == 0
                        && vertical % component.vertical() == 0
                        && ids.add(component.id()))
        && componentsOfBlocks().length <= MAX_BLOCKS_PER_UNIT;
  }

  private int max(ToIntFunction<Component> factor) {
    return components.stream().mapToInt(factor).max().orElseThrow();
  }

  private static int units(int pixels, int blocks) {
    int side = BLOCK_SIDE * blocks;
    return (pixels + side - 1) / side;
  }
}
