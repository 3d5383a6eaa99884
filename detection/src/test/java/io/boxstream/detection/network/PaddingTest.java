package io.boxstream.detection.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddingTest {
  /** By TensorFlow's rule: ⌈size / stride⌉ results, an odd surplus after the map. */
  @ParameterizedTest
  @CsvSource({
    "300, 3, 2, 0, 1, 150",
    "75, 3, 2, 1, 1, 38",
    "75, 5, 2, 2, 2, 38",
    "160, 5, 2, 1, 2, 80",
    "19, 5, 1, 2, 2, 19",
    "10, 1, 1, 0, 0, 10",
    "10, 1, 2, 0, 0, 5"
  })
  void isTensorFlowsSame(int size, int kernel, int stride, int before, int after, int results) {
    assertThat(Padding.same(size, kernel, stride)).isEqualTo(new Padding(before, after));
    assertThat(Convolution.same(1, kernel, stride, size).outputSize(size)).isEqualTo(results);
  }

  @Test
  void refusesWhatAKernelOneWiderCannotMakeEven() {
    assertThatThrownBy(() -> new Padding(0, 2)).hasMessageContaining("0, 2");
    assertThatThrownBy(() -> new Padding(2, 1)).hasMessageContaining("2, 1");
    assertThatThrownBy(() -> new Padding(-1, 0)).hasMessageContaining("-1, 0");
  }
}
