package io.boxstream.detection.onnx;

import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.onnx.TailNodes.Top;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Decoding and non-maximum suppression at the end of an ONNX graph, as {@link
 * io.boxstream.detection.decode.Decoder} computes them: softmax, threshold, selection of the best
 * candidates over all classes (ties: lower class, then lower anchor), boxes of these only,
 * suppression within each class, and the best of the remaining candidates.
 *
 * <p>Candidates have ranks, the best one the highest and the last one 1, and suppression works on
 * ranks instead of scores: ONNX does not say which of two boxes with the same score wins.
 * Candidates that are not above the threshold, and boxes that are no boxes, have the rank 0.
 */
final class DetectionTail {
  private final OnnxGraph graph;
  private final TailNodes nodes;
  private final DecodeSettings settings;
  private final int classCount;
  private final int anchorCount;
  private final int candidates;
  private final String zero;

  /**
   * @param graph receives the nodes
   * @param settings thresholds and counts
   * @param classCount number of foreground classes, C
   * @param anchorCount number of anchors, N
   */
  DetectionTail(OnnxGraph graph, DecodeSettings settings, int classCount, int anchorCount) {
    this.graph = graph;
    this.nodes = new TailNodes(graph);
    this.settings = settings;
    this.classCount = classCount;
    this.anchorCount = anchorCount;
    candidates = Math.min(settings.candidates(), classCount * anchorCount);
    zero = nodes.number("zero", 0);
  }

  /**
   * Adds the nodes and the outputs of the graph: {@code boxes} (batch, detections, 4), {@code
   * scores} and {@code labels} (batch, detections), -1 in unused rows, and {@code count} (batch).
   *
   * @param logits (batch, N, C + 1), background first
   * @param offsets (batch, N, 4) encoded boxes
   * @param anchors N×4 in centre form
   */
  void add(String logits, String offsets, float[] anchors) {
    Top best = nodes.top("candidates", scores(logits), candidates);
    String count = nodes.integers("anchor_count", List.of(), anchorCount);
    String classes = nodes.apply("Div", "classes", best.places(), count);
    String own = nodes.apply("Mod", "own_anchor", best.places(), count);
    String corners = CandidateBoxes.add(nodes, offsets, anchors, own);
    String kept = kept(ranks(best.values(), corners), classes, corners);
    addOutputs(best.values(), classes, corners, kept);
  }

  /** Probabilities above the threshold, otherwise 0, class by class: (batch, C·N). */
  private String scores(String logits) {
    String all = nodes.apply("Softmax", "softmax", Attribute.of("axis", 2), logits);
    String foreground = nodes.slice("foreground", all, 1, classCount + 1);
    String byClass =
        nodes.apply("Transpose", "by_class", Attribute.of("perm", List.of(0, 2, 1)), foreground);
    String threshold = nodes.number("threshold", settings.scoreThreshold());
    String above = nodes.apply("Greater", "above", byClass, threshold);
    String scores = nodes.apply("Where", "scores", above, byClass, zero);
    String row = nodes.integers("row_shape", List.of(2), 0, (long) classCount * anchorCount);
    return nodes.apply("Reshape", "row", scores, row);
  }

  /** The rank of each candidate that may become a detection, otherwise 0: (batch, candidates). */
  private String ranks(String scores, String corners) {
    String above =
        nodes.cast(
            "usable_scores", nodes.apply("Greater", "has_score", scores, zero), ElementKind.FLOAT);
    String usable = nodes.apply("Mul", "usable", above, CandidateBoxes.areBoxes(nodes, corners));
    float[] ranks = new float[candidates];
    for (int i = 0; i < candidates; i++) {
      ranks[i] = candidates - i;
    }
    return nodes.apply(
        "Mul", "ranks", usable, nodes.floats("all_ranks", List.of(1, candidates), ranks));
  }

  /**
   * The ranks of the candidates that suppression leaves, otherwise 0: (batch, candidates). The
   * operator wants y before x, which makes no difference to an overlap.
   */
  private String kept(String ranks, String classes, String corners) {
    String selected =
        nodes.apply(
            "NonMaxSuppression",
            "selected",
            corners,
            byClass(ranks, classes),
            nodes.integers("most_of_a_class", List.of(1), candidates),
            nodes.number("overlap_threshold", settings.overlapThreshold()),
            nodes.number("rank_threshold", 0.5f));
    String columns = nodes.integers("image_and_candidate", List.of(2), 0, 2);
    String places = nodes.apply("Gather", "places", Attribute.of("axis", 1), selected, columns);
    String none = nodes.apply("Mul", "none", ranks, zero);
    String left = nodes.apply("GatherND", "left", ranks, places);
    return nodes.apply("ScatterND", "kept", none, places, left);
  }

  /** The ranks of each class's own candidates, otherwise 0: (batch, C, candidates). */
  private String byClass(String ranks, String classes) {
    long[] numbers = LongStream.range(0, classCount).toArray();
    String all = nodes.integers("class_numbers", List.of(1, classCount, 1), numbers);
    String own = nodes.apply("Equal", "own", nodes.inRows("class_rows", classes), all);
    return nodes.apply(
        "Mul",
        "ranks_by_class",
        nodes.cast("own_numbers", own, ElementKind.FLOAT),
        nodes.inRows("rank_rows", ranks));
  }

  private void addOutputs(String scores, String classes, String corners, String kept) {
    int detections = Math.min(settings.detections(), candidates);
    Top best = nodes.top("best", kept, detections);
    String found = nodes.apply("Greater", "found", best.values(), zero);
    String unused = nodes.number("unused", -1);
    String noClass = nodes.integers("no_class", List.of(), -1);
    String boxes = nodes.rows("found_boxes", corners, best.places());
    String labels = nodes.elements("found_labels", classes, best.places());
    String values = nodes.elements("found_scores", scores, best.places());
    graph.apply("Where", "boxes", nodes.inColumns("found_rows", found), boxes, unused);
    graph.apply("Where", "scores", found, values, unused);
    graph.apply("Where", "labels", found, labels, noClass);
    nodes.sum("count", nodes.cast("found_numbers", found, ElementKind.INT64));
    graph.output("boxes", ElementKind.FLOAT, List.of(detections, 4));
    graph.output("scores", ElementKind.FLOAT, List.of(detections));
    graph.output("labels", ElementKind.INT64, List.of(detections));
    graph.output("count", ElementKind.INT64, List.of());
  }
}
