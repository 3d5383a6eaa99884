package io.boxstream.detection.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.fixture.Fixtures;
import io.boxstream.detection.fixture.NumpyArchive;
import io.boxstream.detection.parameters.ParameterArray;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten updates, the rate divided by ten from the sixth, as MXNet's own optimizers do them. */
@Tag("parity")
class OptimizerParityTest {
  private static final int UPDATES = 10;

  @Test
  void stochasticGradientDescent() {
    assertUpdates("sgd.npz", new OptimizerSettings.Sgd(0.9, 0.0005), 0.01);
  }

  @Test
  void adam() {
    assertUpdates("adam.npz", new OptimizerSettings.Adam(0.9, 0.999, 1e-8, 0.0001), 0.003);
  }

  private static void assertUpdates(String fixture, OptimizerSettings settings, double rate) {
    NumpyArchive arrays = Fixtures.arrays(fixture);
    try (NDManager manager = new EngineRuntime().newManager()) {
      NDArray weight = manager.create(arrays.get("weight_0").floats());
      NDArray gradient = manager.zeros(weight.getShape());
      List<TrainedArray> trained = List.of(new TrainedArray("w", weight, gradient, 1));
      Optimizer optimizer = new Optimizer(settings, manager, trained, Map.of());

      for (int update = 1; update <= UPDATES; update++) {
        gradient.set(arrays.get("gradient_" + (update - 1)).floats());
        optimizer.update(update < 6 ? rate : rate / 10);

        assertClose(weight.toFloatArray(), arrays.get("weight_" + update).floats());
        Map<String, ParameterArray> state = optimizer.state();
        for (String name : settings.states()) {
          assertClose(state.get(name + ":w").floats(), arrays.get(name + "_" + update).floats());
        }
      }
    }
  }

  private static void assertClose(float[] actual, float[] expected) {
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(actual).containsExactly(expected, Offset.offset(1e-6f * largest));
  }
}
