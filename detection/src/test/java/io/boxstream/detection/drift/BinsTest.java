package io.boxstream.detection.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BinsTest {

  @Test
  void cutsNumbersIntoEqualParts() {
    Bins bins = Bins.ofNumbers(IntStream.range(0, 100).asDoubleStream().toArray(), 4);

    assertThat(bins.edges()).containsExactly(25.0, 50.0, 75.0);
    assertThat(bins.size()).isEqualTo(4);
    assertThat(List.of(bins.of(-1), bins.of(24.9), bins.of(25), bins.of(1000)))
        .containsExactly(0, 0, 1, 3);
  }

  @Test
  void hasFewerBinsWhereManyNumbersAreEqual() {
    assertThat(Bins.ofNumbers(new double[] {1, 1, 1, 1, 2, 2, 3, 3}, 4).edges())
        .containsExactly(2.0, 3.0);
    assertThat(Bins.ofNumbers(new double[] {5, 5, 5}, 3).size()).isEqualTo(1);
  }

  @Test
  void givesRareLabelsOneBinTogether() {
    List<String> labels =
        Stream.of(
                Collections.nCopies(30, "vest"), Collections.nCopies(69, "hat"), List.of("ladder"))
            .flatMap(List::stream)
            .toList();

    Bins bins = Bins.ofLabels(labels);

    assertThat(bins.labels()).containsExactly("hat", "vest");
    assertThat(List.of(bins.of("hat"), bins.of("vest"), bins.of("ladder"), bins.of("unknown")))
        .containsExactly(0, 1, 2, 2);
  }

  @Test
  void refusesEdgesThatDoNotAscend() {
    assertThatThrownBy(() -> new Bins(List.of(1.0, 1.0), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[1.0, 1.0]");
  }
}
