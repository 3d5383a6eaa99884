package io.boxstream.detection.network;

import java.util.List;
import java.util.Map;

/**
 * SSD's training loss (Liu et al. 2016, section 2.2) as GluonCV's {@code SSDMultiBoxLoss} computes
 * it: softmax cross entropy over the positive anchors and the hard negatives, smooth L1 over the
 * positive anchors' offsets, both divided by the number of positives in the whole batch. The hard
 * negatives of an image are the negatives with the largest background loss, three times as many as
 * it has positives. The loss of a batch without positives is 0.
 *
 * <p>Several replicas may share a batch, so its number of positives is an input and is not counted
 * here. Hard negatives are selected per image.
 */
public final class MultiboxLoss {
  private static final String NEGATIVES_PER_POSITIVE = "3";

  private final GraphBuilder graph;

  private MultiboxLoss(GraphBuilder graph) {
    this.graph = graph;
  }

  /**
   * Adds the loss to the graph.
   *
   * @param graph where to add it
   * @param heads the predictions
   * @param classTargets (batch, anchors): 0 for the background, otherwise class index + 1
   * @param boxTargets (batch, anchors, 4)
   * @param batchPositives (1): the number of positive anchors in the whole batch, which may contain
   *     more images than this graph processes
   * @return (2, batch): each image's cross entropy and smooth L1. The backward pass starts from
   *     ones, so the gradient is that of the sum
   */
  public static Tensor add(
      GraphBuilder graph,
      PredictionHeads heads,
      Tensor classTargets,
      Tensor boxTargets,
      Tensor batchPositives) {
    return new MultiboxLoss(graph).losses(heads, classTargets, boxTargets, batchPositives);
  }

  private Tensor losses(
      PredictionHeads heads, Tensor classTargets, Tensor boxTargets, Tensor batchPositives) {
    Tensor positive = scalar("_greater_scalar", "positive", classTargets, "0");
    Tensor count = sum("image_positives", positive, true);
    Tensor normaliser = scalar("_maximum_scalar", "normaliser", batchPositives, "1");
    Tensor entropy = crossEntropy(heads.classes(), classTargets);
    Tensor hard = hardNegatives(entropy, positive, count);
    Tensor mask = node("elemwise_add", "class_mask", positive, hard);
    Tensor classLoss = sum("class_sum", node("elemwise_mul", "class_masked", entropy, mask), false);
    Tensor boxLoss = smoothL1(heads.boxes(), boxTargets, positive);
    Tensor both =
        graph.apply(
            "stack",
            name("stack"),
            Map.of("axis", "0", "num_args", "2"),
            List.of(classLoss, boxLoss));
    return node("broadcast_div", "losses", both, normaliser);
  }

  private Tensor crossEntropy(Tensor classes, Tensor targets) {
    Tensor logProbabilities =
        graph.apply("log_softmax", name("log_softmax"), Map.of("axis", "-1"), List.of(classes));
    Tensor picked =
        graph.apply(
            "pick",
            name("pick"),
            Map.of("axis", "-1", "keepdims", "False"),
            List.of(logProbabilities, targets));
    return node("negative", "cross_entropy", picked);
  }

  /**
   * Ranks each image's anchors by their background loss, positives last, and selects the first
   * ones. Positives tie with negatives whose loss is 0, so they are excluded explicitly.
   */
  private Tensor hardNegatives(Tensor entropy, Tensor positive, Tensor count) {
    Tensor key =
        node(
            "BlockGrad",
            "ranking_key",
            node(
                "elemwise_mul",
                "ranking",
                entropy,
                scalar("_minus_scalar", "negative_sign", positive, "1")));
    Tensor order = argsort("order", key);
    Tensor rank = argsort("rank", order);
    Tensor limit = scalar("_mul_scalar", "negative_limit", count, NEGATIVES_PER_POSITIVE);
    Tensor selected = node("broadcast_lesser", "selected", rank, limit);
    Tensor negative = scalar("_rminus_scalar", "negative", positive, "1");
    return node("elemwise_mul", "hard_negatives", selected, negative);
  }

  private Tensor smoothL1(Tensor boxes, Tensor targets, Tensor positive) {
    Tensor difference = node("elemwise_sub", "box_difference", boxes, targets);
    Tensor smooth = scalar("smooth_l1", "smooth_l1", difference, "1.0");
    Tensor perAnchor = reduce("box_anchor", smooth, Map.of("axis", "2", "keepdims", "False"));
    return sum("box_sum", node("elemwise_mul", "box_masked", perAnchor, positive), false);
  }

  private Tensor argsort(String name, Tensor keys) {
    Map<String, String> attributes = Map.of("axis", "1", "is_ascend", "True", "dtype", "float32");
    return graph.apply("argsort", name(name), attributes, List.of(keys));
  }

  private Tensor sum(String name, Tensor input, boolean keepAxis) {
    return reduce(name, input, Map.of("axis", "1", "keepdims", keepAxis ? "True" : "False"));
  }

  private Tensor reduce(String name, Tensor input, Map<String, String> attributes) {
    return graph.apply("sum", name(name), attributes, List.of(input));
  }

  private Tensor scalar(String operator, String name, Tensor input, String value) {
    return graph.apply(operator, name(name), Map.of("scalar", value), List.of(input));
  }

  private Tensor node(String operator, String name, Tensor... inputs) {
    return graph.apply(operator, name(name), inputs);
  }

  private static String name(String suffix) {
    return "loss_" + suffix;
  }
}
