package io.boxstream.detection.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.util.PairList;
import io.boxstream.detection.engine.EngineArrays;
import io.boxstream.detection.parameters.ParameterArray;
import io.boxstream.detection.parameters.ParameterFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Updates arrays in place from their gradients, and keeps the optimizer state. The given manager
 * owns the state, which can be saved and restored without loss.
 */
final class Optimizer {
  private static final String UPDATES = "updates";

  private final OptimizerSettings settings;
  private final NDManager manager;
  private final List<TrainedArray> arrays;
  private final Map<String, NDArray> states = new LinkedHashMap<>();
  private final Map<String, String> hyperParameters = new LinkedHashMap<>();
  private long updates;

  /**
   * Creates an optimizer from a saved state, or without one.
   *
   * @param arrays the arrays to train
   * @param saved a saved state; empty to start without one
   * @throws ParameterFileException if the saved state does not fit these settings and arrays
   */
  Optimizer(
      OptimizerSettings settings,
      NDManager manager,
      List<TrainedArray> arrays,
      Map<String, ParameterArray> saved) {
    this.settings = settings;
    this.manager = manager;
    this.arrays = List.copyOf(arrays);
    settings
        .hyperParameters()
        .forEach((name, value) -> hyperParameters.put(name, Double.toString(value)));
    for (TrainedArray array : arrays) {
      for (String state : settings.states()) {
        String name = stateName(state, array);
        states.put(
            name, saved.isEmpty() ? zeros(array) : restored(saved.get(name), name, array.value()));
      }
    }
    this.updates = saved.isEmpty() ? 0 : savedUpdates(saved);
  }

  private NDArray zeros(TrainedArray array) {
    return manager.zeros(array.value().getShape());
  }

  private NDArray restored(ParameterArray saved, String name, NDArray value) {
    if (saved == null) {
      throw new ParameterFileException("the optimizer's state has no " + name);
    }
    NDArray state = EngineArrays.upload(manager, saved);
    if (!state.getShape().equals(value.getShape())) {
      throw new ParameterFileException(
          "the optimizer's state " + name + " is " + saved + ", not " + value.getShape());
    }
    return state;
  }

  private static long savedUpdates(Map<String, ParameterArray> saved) {
    ParameterArray counter = saved.get(UPDATES);
    if (counter == null || counter.data().remaining() != Long.BYTES) {
      throw new ParameterFileException("the optimizer's state has no update count");
    }
    return counter.data().getLong();
  }

  /** Updates every array from its gradient. */
  void update(double learningRate) {
    updates++;
    double rate = settings.rate(learningRate, updates);
    for (TrainedArray array : arrays) {
      PairList<String, String> parameters = new PairList<>(hyperParameters);
      parameters.add("lr", Double.toString(rate * array.rate()));
      List<NDArray> inputs = new ArrayList<>(List.of(array.value(), array.gradient()));
      settings.states().forEach(state -> inputs.add(states.get(stateName(state, array))));
      NDArray[] results = {array.value()};
      manager.invoke(settings.operator(), inputs.toArray(NDArray[]::new), results, parameters);
    }
  }

  /** A copy of the current state, by name. */
  Map<String, ParameterArray> state() {
    Map<String, ParameterArray> saved = EngineArrays.download(states);
    saved.put(UPDATES, ParameterArray.ofLongs(List.of(1), new long[] {updates}));
    return saved;
  }

  private static String stateName(String state, TrainedArray array) {
    return state + ":" + array.name();
  }
}
