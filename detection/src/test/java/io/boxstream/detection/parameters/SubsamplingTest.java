package io.boxstream.detection.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SubsamplingTest {
  private static final Subsampling KERNELS =
      new Subsampling(List.of(5, 2, 4, 3), List.of(4, 1, 3, 2));

  @Test
  void keepsTheFirstOfEverySoManyInEachDimension() {
    assertThat(KERNELS.result()).containsExactly(2, 2, 2, 2);
    assertThat(KERNELS.size()).isEqualTo(16);
    assertThat(KERNELS.positions()).containsExactly(0, 2, 9, 11, 12, 14, 21, 23);
  }

  @Test
  void keepsTheOnlyElementOfARowOfNumbers() {
    Subsampling bias = new Subsampling(List.of(8), List.of(4));

    assertThat(bias.result()).containsExactly(2);
    assertThat(bias.positions()).containsExactly(0);
  }

  @Test
  void acceptsRowsInOneDimension() {
    assertThat(KERNELS.accepts(List.of(5, 2, 4, 3))).isTrue();
    assertThat(KERNELS.accepts(List.of(5, 24))).isTrue();
    assertThat(KERNELS.accepts(List.of(24, 5))).isFalse();
    assertThat(KERNELS.accepts(List.of(5, 3, 4, 2))).isFalse();
    assertThat(new Subsampling(List.of(8), List.of(4)).accepts(List.of(8, 1))).isFalse();
  }

  @Test
  void needsAStepForEachDimension() {
    List<Integer> shape = List.of(2, 2);

    assertThatThrownBy(() -> new Subsampling(shape, List.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("steps [1] for the shape [2, 2]");
  }
}
