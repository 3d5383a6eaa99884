package io.boxstream.detection.training;

import ai.djl.ndarray.NDArray;
import io.boxstream.detection.engine.FirstUse;
import io.boxstream.detection.parameters.ParameterArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One replica's part of the update. Each trained array is owned by one replica, which sums the
 * array's gradients over all replicas, keeps the optimizer state, updates the array and copies it
 * to the others. Ownership is assigned round-robin, so the replicas work in parallel and never on
 * the same array.
 */
final class ArrayUpdates {
  private static final FirstUse UPDATE = new FirstUse();

  /** Each owned array's copies in all replicas; the owner's copy comes first. */
  private final List<List<TrainedArray>> copies = new ArrayList<>();

  private final Optimizer optimizer;
  private final GradientExchange exchange;

  /**
   * Creates the part of one replica.
   *
   * @param saved the optimizer's state for all arrays; empty to start from nothing
   * @param exchange adds the gradients of other processes
   */
  ArrayUpdates(
      OptimizerSettings settings,
      List<Replica> replicas,
      int owner,
      Map<String, ParameterArray> saved,
      GradientExchange exchange) {
    this.exchange = exchange;
    Replica first = replicas.get(owner);
    for (int i = owner; i < first.trained().size(); i += replicas.size()) {
      List<TrainedArray> arrays = new ArrayList<>();
      arrays.add(first.trained().get(i));
      for (Replica replica : replicas) {
        if (replica != first) {
          arrays.add(replica.trained().get(i));
        }
      }
      copies.add(arrays);
    }
    optimizer =
        new Optimizer(
            settings,
            first.manager(),
            copies.stream().map(arrays -> arrays.get(0)).toList(),
            saved);
  }

  /**
   * Sums the gradients, updates the arrays and copies them to the other replicas. The engine may
   * still be working when this returns.
   */
  void run(double learningRate) {
    UPDATE.run(
        () -> {
          copies.forEach(ArrayUpdates::sumGradients);
          exchange.sum(copies.stream().map(arrays -> arrays.get(0)).toList());
          optimizer.update(learningRate);
          copies.forEach(ArrayUpdates::copyValue);
        });
  }

  private static void sumGradients(List<TrainedArray> arrays) {
    NDArray sum = arrays.get(0).gradient();
    for (TrainedArray other : arrays.subList(1, arrays.size())) {
      NDArray gradient = other.gradient().toDevice(sum.getDevice(), false);
      sum.addi(gradient);
      if (gradient != other.gradient()) {
        gradient.close();
      }
    }
  }

  private static void copyValue(List<TrainedArray> arrays) {
    for (TrainedArray other : arrays.subList(1, arrays.size())) {
      arrays.get(0).value().copyTo(other.value());
    }
  }

  /** The optimizer state of these arrays, by name. */
  Map<String, ParameterArray> state() {
    return optimizer.state();
  }
}
