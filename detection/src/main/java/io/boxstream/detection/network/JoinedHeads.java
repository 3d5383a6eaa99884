package io.boxstream.detection.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The predictors in the form that serves: for each layer of anchors one convolution for classes and
 * boxes, and its result as it comes out of it. <i>Map</i> is here the map of a layer of anchors;
 * several can be the same.
 *
 * <p>Makes a small network faster than {@link PredictionHeads} does, and a large one no slower.
 * Softmax sees only differences of scores, so those of classes are predicted relative to the
 * background's, which takes no channel. oneDNN's fast kernels want whole blocks of channels, which
 * a predictor seldom has, so channels that nobody reads fill up the last; and each operator has a
 * cost, so the anchors are put in order outside of the graph, by {@link #separate}.
 */
public final class JoinedHeads {
  private static final int BOX_ITEMS = PredictionHeads.BOX_ITEMS;
  private static final int SMALL_BLOCK = 32;
  private static final int LARGE_BLOCK = 48;

  private final List<Integer> mapSizes;
  private final List<Integer> anchors;
  private final int classItems;

  /**
   * @param mapSizes cells along a side of each map, finest first
   * @param anchors number of anchors per cell of each map
   * @param classItems number of classes and the background
   */
  JoinedHeads(List<Integer> mapSizes, List<Integer> anchors, int classItems) {
    this.mapSizes = List.copyOf(mapSizes);
    this.anchors = List.copyOf(anchors);
    this.classItems = classItems;
  }

  /** Adds them to the graph; the results are (batch, channels, side, side) of each map. */
  List<Tensor> add(Layers layers, List<FeatureMap> maps) {
    List<Tensor> results = new ArrayList<>();
    for (int map = 0; map < maps.size(); map++) {
      String prefix = "predictors." + map + ".predictor.";
      define(layers, prefix + "weight", map);
      define(layers, prefix + "bias", map);
      Convolution form = Convolution.of(channels(map), 3, 1, 1);
      results.add(
          layers
              .convolution(maps.get(map), prefix, NetworkPart.CLASS_PREDICTOR, form, true)
              .tensor());
    }
    return results;
  }

  private void define(Layers layers, String array, int map) {
    layers.define(
        array, arrays -> joined(map, arrays.apply("class_" + array), arrays.apply("box_" + array)));
  }

  /**
   * The rows of the class predictor's array, each class less its anchor's background, then those of
   * the box predictor's, then zeros.
   */
  private float[] joined(int map, float[] classes, float[] boxes) {
    int row = boxes.length / (anchors.get(map) * BOX_ITEMS);
    float[] elements = new float[channels(map) * row];
    int anchor = classItems * row;
    int next = 0;
    for (int background = 0; background < classes.length; background += anchor) {
      for (int i = row; i < anchor; i++) {
        elements[next++] = classes[background + i] - classes[background + i % row];
      }
    }
    System.arraycopy(boxes, 0, elements, next, boxes.length);
    return elements;
  }

  /**
   * Puts what the serving graph predicts for one image in the order of its anchors, as {@link
   * DetectorNetwork#inferenceGraph} does.
   *
   * @param results the graph's outputs, one of each map
   * @param image index in the batch
   * @param classes receives anchors×(classes + 1) scores less the background's, which is 0
   * @param boxes receives anchors×4 offsets
   */
  public void separate(List<float[]> results, int image, float[] classes, float[] boxes) {
    for (int background = 0; background < classes.length; background += classItems) {
      classes[background] = 0;
    }
    int anchor = 0;
    for (int map = 0; map < mapSizes.size(); map++) {
      float[] result = results.get(map);
      int from = image * channels(map) * cells(map);
      int firstBox = from + anchors.get(map) * scores() * cells(map);
      spread(result, from, map, scores(), classes, anchor * classItems + 1, classItems);
      spread(result, firstBox, map, BOX_ITEMS, boxes, anchor * BOX_ITEMS, BOX_ITEMS);
      anchor += anchors.get(map) * cells(map);
    }
  }

  /**
   * From (anchors of a cell, items, cells) to (cells, anchors of a cell, items), where each anchor
   * has room for so many items.
   */
  private void spread(
      float[] source, int from, int map, int items, float[] target, int at, int room) {
    int cells = cells(map);
    int step = anchors.get(map) * room;
    for (int channel = 0; channel < anchors.get(map) * items; channel++) {
      int read = from + channel * cells;
      int write = at + channel / items * room + channel % items;
      for (int cell = 0; cell < cells; cell++, write += step) {
        target[write] = source[read + cell];
      }
    }
  }

  /** Anchors of all maps. */
  public int anchorCount() {
    int count = 0;
    for (int map = 0; map < mapSizes.size(); map++) {
      count += anchors.get(map) * cells(map);
    }
    return count;
  }

  /** Scores per anchor: the classes and the background. */
  public int classItems() {
    return classItems;
  }

  /** How many values of an image the graph's outputs have, one number for each map. */
  public List<Integer> valuesPerImage() {
    return IntStream.range(0, mapSizes.size()).mapToObj(map -> channels(map) * cells(map)).toList();
  }

  /** Scores per anchor that take a channel. */
  private int scores() {
    return classItems - 1;
  }

  private int cells(int map) {
    return mapSizes.get(map) * mapSizes.get(map);
  }

  private int channels(int map) {
    int read = anchors.get(map) * (scores() + BOX_ITEMS);
    return Math.min(filled(read, SMALL_BLOCK), filled(read, LARGE_BLOCK));
  }

  private static int filled(int channels, int block) {
    return (channels + block - 1) / block * block;
  }
}
