package io.boxstream.detection.training;

import ai.djl.ndarray.NDArray;
import io.boxstream.detection.engine.FirstUse;
import io.boxstream.detection.parameters.ParameterArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One replica's part of the update. Every trained array has one replica that sums its gradients
 * over all, keeps its optimizer's state, updates it and hands it to the others; they take turns, so
 * that they work at the same time and never at the same array.
 */
final class ArrayUpdates {
  private static final FirstUse UPDATE = new FirstUse();

  /** The array in each replica, the one that updates it first. */
  private final List<List<TrainedArray>> copies = new ArrayList<>();

  private final Optimizer optimizer;

  /**
   * The part of one replica.
   *
   * @param saved the optimizer's state for all arrays; empty to start from nothing
   */
  ArrayUpdates(
      OptimizerSettings settings,
      List<Replica> replicas,
      int owner,
      Map<String, ParameterArray> saved) {
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

  /** Sums, updates and hands out. The engine may be at it when this returns. */
  void run(double learningRate) {
    UPDATE.run(
        () -> {
          copies.forEach(ArrayUpdates::sumGradients);
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

  /** What the optimizer remembers of these arrays, by name. */
  Map<String, ParameterArray> state() {
    return optimizer.state();
  }
}
