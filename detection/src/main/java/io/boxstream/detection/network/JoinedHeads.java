package io.boxstream.detection.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The predictors in the form that serves: on each map one convolution for classes and boxes, and
 * the results of all maps as they come out of it, in one array.
 *
 * <p>Makes a small network faster than {@link PredictionHeads} does, and a large one no slower.
 * oneDNN's fast kernels want whole blocks of channels, which a predictor seldom has, so channels
 * that nobody reads fill up the last; and each operator has a cost, so the anchors are put in order
 * outside of the graph, by {@link #separate}.
 */
public final class JoinedHeads {
  private static final int CHANNEL_BLOCK = 32;
  private static final String JOINED = "predictors.";

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

  /** Adds them to the graph; the result is (batch, values of a picture). */
  Tensor add(Layers layers, List<FeatureMap> maps) {
    GraphBuilder graph = layers.graph();
    List<Tensor> parts = new ArrayList<>();
    for (int map = 0; map < maps.size(); map++) {
      String prefix = JOINED + map + ".predictor.";
      Convolution form = Convolution.of(channels(map), 3, 1, 1);
      FeatureMap raw =
          layers.convolution(maps.get(map), prefix, NetworkPart.CLASS_PREDICTOR, form, true);
      parts.add(graph.apply("Flatten", prefix + "flatten", raw.tensor()));
    }
    Map<String, String> along = Map.of("dim", "1", "num_args", Integer.toString(parts.size()));
    return graph.apply("Concat", JOINED + "concat", along, parts);
  }

  /**
   * The stored arrays that make up an array of the serving graph: their values follow one another,
   * and zeros follow them.
   *
   * @param name of an array of {@link DetectorNetwork#servingGraph}
   * @return their names; empty if the array is stored as it is
   */
  public static List<String> parts(String name) {
    return name.startsWith(JOINED) ? List.of("class_" + name, "box_" + name) : List.of();
  }

  /**
   * Puts what the serving graph predicts for one picture in the order of its anchors, as {@link
   * DetectorNetwork#inferenceGraph} does.
   *
   * @param joined the graph's output
   * @param picture index in the batch
   * @param classes receives anchors×(classes + 1) scores
   * @param boxes receives anchors×4 offsets
   */
  public void separate(float[] joined, int picture, float[] classes, float[] boxes) {
    int from = picture * valuesPerPicture();
    int anchor = 0;
    for (int map = 0; map < mapSizes.size(); map++) {
      int cells = cells(map);
      int classChannels = anchors.get(map) * classItems;
      int boxChannels = anchors.get(map) * PredictionHeads.BOX_ITEMS;
      int firstBox = from + classChannels * cells;
      transpose(joined, from, classChannels, cells, classes, anchor * classItems);
      transpose(joined, firstBox, boxChannels, cells, boxes, anchor * PredictionHeads.BOX_ITEMS);
      from += channels(map) * cells;
      anchor += anchors.get(map) * cells;
    }
  }

  /** From channels×cells to cells×channels. */
  private static void transpose(
      float[] source, int from, int channels, int cells, float[] target, int at) {
    for (int channel = 0; channel < channels; channel++) {
      int read = from + channel * cells;
      int write = at + channel;
      for (int cell = 0; cell < cells; cell++, write += channels) {
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

  private int valuesPerPicture() {
    int values = 0;
    for (int map = 0; map < mapSizes.size(); map++) {
      values += channels(map) * cells(map);
    }
    return values;
  }

  private int cells(int map) {
    return mapSizes.get(map) * mapSizes.get(map);
  }

  private int channels(int map) {
    int read = anchors.get(map) * (classItems + PredictionHeads.BOX_ITEMS);
    return (read + CHANNEL_BLOCK - 1) / CHANNEL_BLOCK * CHANNEL_BLOCK;
  }
}
