package io.boxstream.detection.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The two convolutions for each layer of anchors that predict classes and boxes, and their results
 * concatenated over all layers. Within a layer the anchors are in row-major order of the cells, and
 * the anchors of one cell are adjacent.
 *
 * @param classes class scores (batch, anchors, classes + 1) before softmax; item 0 is the
 *     background
 * @param boxes box offsets (batch, anchors, 4) in units of the anchors and their variances
 */
public record PredictionHeads(Tensor classes, Tensor boxes) {
  static final int BOX_ITEMS = 4;

  /**
   * Adds the heads to the graph.
   *
   * @param layers where to add them
   * @param maps the map of each layer of anchors, finest first; layers can share one
   * @param anchors number of anchors per cell of each layer
   * @param classItems number of classes including the background
   */
  static PredictionHeads add(
      Layers layers, List<FeatureMap> maps, List<Integer> anchors, int classItems) {
    if (maps.size() != anchors.size()) {
      throw new IllegalArgumentException(
          maps.size() + " maps need as many anchor counts, not " + anchors);
    }
    Kind classKind = new Kind("class_predictors", NetworkPart.CLASS_PREDICTOR, classItems);
    Kind boxKind = new Kind("box_predictors", NetworkPart.BOX_PREDICTOR, BOX_ITEMS);
    List<Tensor> classes = new ArrayList<>();
    List<Tensor> boxes = new ArrayList<>();
    for (int map = 0; map < maps.size(); map++) {
      FeatureMap input = layers.inPlainLayout(maps.get(map), "predictors." + map + ".input");
      if (layers.fused()) {
        List<Tensor> both =
            predictJointly(layers, input, map, anchors.get(map), classKind, boxKind);
        classes.add(both.get(0));
        boxes.add(both.get(1));
      } else {
        classes.add(classKind.predict(layers, input, map, anchors.get(map)));
        boxes.add(boxKind.predict(layers, input, map, anchors.get(map)));
      }
    }
    return new PredictionHeads(classKind.join(layers, classes), boxKind.join(layers, boxes));
  }

  /** Computes both predictions with one convolution, for which oneDNN has a fast kernel. */
  private static List<Tensor> predictJointly(
      Layers layers, FeatureMap input, int map, int anchors, Kind... kinds) {
    String prefix = "predictors." + map + ".";
    List<Tensor> weights = new ArrayList<>();
    List<Tensor> biases = new ArrayList<>();
    int channels = 0;
    for (Kind kind : kinds) {
      Convolution form = kind.form(anchors);
      weights.add(layers.weight(input, kind.prefix(map), kind.part(), form));
      biases.add(layers.bias(kind.prefix(map), kind.part(), form));
      channels += form.channels();
    }
    Convolution form = Convolution.of(channels, 3, 1, 1);
    Tensor raw = layers.joinedConvolution(input, prefix, weights, biases, form).tensor();
    Tensor cellsFirst = cellsFirst(layers, prefix, raw);
    List<Tensor> results = new ArrayList<>();
    int first = 0;
    for (Kind kind : kinds) {
      int end = first + kind.form(anchors).channels();
      Map<String, String> range =
          Map.of("axis", "3", "begin", Integer.toString(first), "end", Integer.toString(end));
      Tensor own =
          layers
              .graph()
              .apply("slice_axis", kind.prefix(map) + "slice", range, List.of(cellsFirst));
      results.add(layers.graph().apply("Flatten", kind.prefix(map) + "flatten", own));
      first = end;
    }
    return results;
  }

  private static Tensor cellsFirst(Layers layers, String prefix, Tensor raw) {
    Map<String, String> axes = Map.of("axes", "(0, 2, 3, 1)");
    return layers.graph().apply("transpose", prefix + "transpose", axes, List.of(raw));
  }

  /** One of the two kinds of predictor: classes or boxes. */
  private record Kind(String name, NetworkPart part, int items) {
    Tensor predict(Layers layers, FeatureMap input, int map, int anchors) {
      Tensor raw = layers.convolution(input, prefix(map), part, form(anchors), true).tensor();
      Tensor cellsFirst = cellsFirst(layers, prefix(map), raw);
      return layers.graph().apply("Flatten", prefix(map) + "flatten", cellsFirst);
    }

    String prefix(int map) {
      return name + "." + map + ".predictor.";
    }

    Convolution form(int anchors) {
      return Convolution.of(anchors * items, 3, 1, 1);
    }

    Tensor join(Layers layers, List<Tensor> parts) {
      Map<String, String> concat = Map.of("dim", "1", "num_args", Integer.toString(parts.size()));
      Tensor joined = layers.graph().apply("Concat", name + ".concat", concat, parts);
      Map<String, String> shape = Map.of("shape", "(0, -1, " + items + ")");
      return layers.graph().apply("Reshape", name + ".reshape", shape, List.of(joined));
    }
  }
}
