package io.boxstream.detection.network;

import io.boxstream.detection.decode.DecodeSettings;
import java.util.List;
import java.util.Map;

/**
 * Decoding and non-maximum suppression as part of a graph (SSD.md 7), with MXNet's own operators:
 * softmax, one candidate per anchor and class in class-major order, selection of the best
 * candidates over all classes, suppression, and the best of the remaining candidates.
 *
 * <p>The outputs are class indices (batch, detections, 1), scores (batch, detections, 1) and boxes
 * (batch, detections, 4) as corners in pixels of the network's input, not clipped, best first; rows
 * without a detection are -1.
 */
final class DetectionOutput {
  private static final String POSITION_DEVIATION = "0.1";
  private static final String SIZE_DEVIATION = "0.2";

  private final GraphBuilder graph;
  private final DecodeSettings settings;

  private DetectionOutput(GraphBuilder graph, DecodeSettings settings) {
    this.graph = graph;
    this.settings = settings;
  }

  /**
   * Adds the outputs to the graph.
   *
   * @param anchors (1, anchors, 4) in centre form
   * @param candidates anchors times classes, an upper limit on the number of detections
   */
  static List<Tensor> add(
      GraphBuilder graph,
      PredictionHeads heads,
      Tensor anchors,
      int candidates,
      DecodeSettings settings) {
    DetectionOutput output = new DetectionOutput(graph, settings);
    int detections = Math.min(settings.detections(), candidates);
    Tensor rows = output.suppressed(output.candidates(heads, anchors));
    Tensor kept = output.slice("kept", rows, 1, 0, detections);
    return List.of(
        output.slice("ids", kept, 2, 0, 1),
        output.slice("scores", kept, 2, 1, 2),
        output.slice("boxes", kept, 2, 2, 6));
  }

  /** Rows of class index, score and corners: (batch, classes × anchors, 6). */
  private Tensor candidates(PredictionHeads heads, Tensor anchors) {
    Tensor probabilities = apply("softmax", "probabilities", Map.of("axis", "-1"), heads.classes());
    Map<String, String> foreground = Map.of("axis", "2", "begin", "1", "end", "None");
    Tensor byAnchor = apply("slice_axis", "foreground", foreground, probabilities);
    Tensor byClass = apply("transpose", "by_class", Map.of("axes", "(0, 2, 1)"), byAnchor);
    String threshold = Float.toString(settings.scoreThreshold());
    Tensor valid = apply("_greater_scalar", "valid", Map.of("scalar", threshold), byClass);
    Tensor scores = graph.apply("elemwise_mul", name("valid_scores"), byClass, valid);
    Tensor boxes = boxes(heads, anchors, byClass);
    return apply(
        "Concat",
        "candidates",
        Map.of("dim", "2", "num_args", "3"),
        reshape("id_column", "(0, -1, 1)", classIndices(valid)),
        reshape("score_column", "(0, -1, 1)", scores),
        reshape("box_columns", "(0, -1, 4)", boxes));
  }

  /** The class index where the score is valid, otherwise -1. */
  private Tensor classIndices(Tensor valid) {
    Map<String, String> fromOne = Map.of("axis", "1", "start", "1");
    Tensor numbers =
        reshape(
            "class_numbers", "(1, -1, 1)", apply("_contrib_arange_like", "count", fromOne, valid));
    Tensor numbered = graph.apply("broadcast_mul", name("numbered"), valid, numbers);
    return apply("_minus_scalar", "class_indices", Map.of("scalar", "1"), numbered);
  }

  /** The decoded boxes, once for each class: (batch, classes, anchors, 4). */
  private Tensor boxes(PredictionHeads heads, Tensor anchors, Tensor byClass) {
    Map<String, String> form =
        Map.of(
            "format", "center",
            "clip", "-1",
            "std0", POSITION_DEVIATION,
            "std1", POSITION_DEVIATION,
            "std2", SIZE_DEVIATION,
            "std3", SIZE_DEVIATION);
    Tensor decoded = apply("_contrib_box_decode", "decoded", form, heads.boxes(), anchors);
    Tensor once = reshape("boxes_once", "(0, 1, -1, 4)", decoded);
    Map<String, String> classes = Map.of("lhs_axes", "1", "rhs_axes", "1");
    return apply("broadcast_like", "boxes_per_class", classes, once, byClass);
  }

  private Tensor suppressed(Tensor candidates) {
    Map<String, String> form =
        Map.of(
            "overlap_thresh", Float.toString(settings.overlapThreshold()),
            "valid_thresh", Float.toString(settings.scoreThreshold()),
            "topk", Integer.toString(settings.candidates()),
            "id_index", "0",
            "score_index", "1",
            "coord_start", "2",
            "force_suppress", "False");
    return apply("_contrib_box_nms", "suppressed", form, candidates);
  }

  private Tensor slice(String name, Tensor input, int axis, int begin, int end) {
    Map<String, String> range =
        Map.of(
            "axis", Integer.toString(axis),
            "begin", Integer.toString(begin),
            "end", Integer.toString(end));
    return apply("slice_axis", name, range, input);
  }

  private Tensor reshape(String name, String shape, Tensor input) {
    return apply("Reshape", name, Map.of("shape", shape), input);
  }

  private Tensor apply(
      String operator, String name, Map<String, String> attributes, Tensor... inputs) {
    return graph.apply(operator, name(name), attributes, List.of(inputs));
  }

  private static String name(String suffix) {
    return "detections_" + suffix;
  }
}
