package io.boxstream.detection.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The prediction heads of the serving graph. Each layer of anchors has one convolution for classes
 * and boxes, whose result is an output of the graph without further operators. <i>Map</i> here is
 * the map of a layer of anchors; layers can share one.
 *
 * <p>A small network is faster with these heads than with {@link PredictionHeads}, and a large one
 * is no slower. Softmax depends only on differences between scores, so class scores are predicted
 * relative to the background's, which needs no channel. oneDNN's fast kernels need whole blocks of
 * channels, which a predictor rarely has, so unused channels pad the last block. Each operator has
 * a cost, so {@link #separate} puts the anchors in order outside the graph.
 */
public final class JoinedHeads {
  private static final int BOX_ITEMS = PredictionHeads.BOX_ITEMS;
  private static final int SMALL_BLOCK = 32;
  private static final int LARGE_BLOCK = 48;

  private final List<Integer> mapSizes;
  private final List<Integer> anchors;
  private final int classItems;

  /**
   * @param mapSizes cells per side of each map, finest first
   * @param anchors number of anchors per cell of each map
   * @param classItems number of classes including the background
   */
  JoinedHeads(List<Integer> mapSizes, List<Integer> anchors, int classItems) {
    this.mapSizes = List.copyOf(mapSizes);
    this.anchors = List.copyOf(anchors);
    this.classItems = classItems;
  }

  /** Adds the heads to the graph. Returns one tensor (batch, channels, side, side) per map. */
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
   * Joins the rows of the class predictor's array, each class minus its anchor's background, the
   * rows of the box predictor's array, and zeros.
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
   * Separates the serving graph's outputs for one image into class scores and box offsets in anchor
   * order, as in {@link DetectorNetwork#inferenceGraph}.
   *
   * @param results the graph's outputs, one per map
   * @param image index in the batch
   * @param classes receives anchors×(classes + 1) scores minus the background's, which is 0
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
      copyItems(result, from, map, scores(), classes, anchor * classItems + 1, classItems);
      copyItems(result, firstBox, map, BOX_ITEMS, boxes, anchor * BOX_ITEMS, BOX_ITEMS);
      anchor += anchors.get(map) * cells(map);
    }
  }

  /**
   * Copies from (anchors of a cell, items, cells) to (cells, anchors of a cell, items), where each
   * anchor takes {@code room} items of the target.
   */
  private void copyItems(
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

  /** The number of anchors on all maps. */
  public int anchorCount() {
    int count = 0;
    for (int map = 0; map < mapSizes.size(); map++) {
      count += anchors.get(map) * cells(map);
    }
    return count;
  }

  /** The number of scores per anchor: the classes and the background. */
  public int classItems() {
    return classItems;
  }

  /** The number of values per image in each output of the graph, one for each map. */
  public List<Integer> valuesPerImage() {
    return IntStream.range(0, mapSizes.size()).mapToObj(map -> channels(map) * cells(map)).toList();
  }

  /** The number of scores per anchor that have a channel: the classes without the background. */
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
