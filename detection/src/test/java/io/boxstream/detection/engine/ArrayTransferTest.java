package io.boxstream.detection.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArrayTransferTest {
  private final NDManager manager = new EngineRuntime().newManager();

  @AfterEach
  void free() {
    manager.close();
  }

  @Test
  void operatorsSeeWhatWasPutLast() {
    ArrayWriter writer = new ArrayWriter(manager, new Shape(2, 3));
    ArrayReader reader = new ArrayReader(6);

    assertThat(reader.read(writer.array())).containsOnly(0);
    writer.put(0, new float[] {1, 2, 3});
    writer.put(3, new float[] {4, 5, 6});
    assertThat(reader.read(writer.array().mul(2))).containsExactly(2, 4, 6, 8, 10, 12);
    writer.put(3, new float[] {7, 8, 9});
    assertThat(reader.read(writer.array().mul(2))).containsExactly(2, 4, 6, 14, 16, 18);
  }

  @Test
  void refusesAnArrayOfAnotherSize() {
    NDArray array = manager.zeros(new Shape(2, 3));

    assertThatThrownBy(() -> new ArrayReader(5).read(array))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("for arrays of 5 values, not of (2, 3)");
  }
}
