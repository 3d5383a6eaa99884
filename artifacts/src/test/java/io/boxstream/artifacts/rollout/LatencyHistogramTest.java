package io.boxstream.artifacts.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

  @Test
  void aQuantileIsAtMostTenPercentTooHigh() {
    LatencyHistogram histogram = LatencyHistogram.EMPTY;
    for (int millis = 1; millis <= 200; millis++) {
      histogram = histogram.with(millis);
    }

    assertThat(histogram.quantile(0.5).orElseThrow()).isBetween(100.0, 110.0);
    assertThat(histogram.quantile(0.99).orElseThrow()).isBetween(198.0, 217.8);
    assertThat(histogram.quantile(1).orElseThrow()).isBetween(200.0, 220.0);
    assertThat(LatencyHistogram.EMPTY.quantile(0.99)).isEmpty();
  }

  @Test
  void theEndsOfABucketBelongToIt() {
    assertThat(LatencyHistogram.bucket(0)).isZero();
    assertThat(LatencyHistogram.bucket(0.1)).isZero();
    assertThat(LatencyHistogram.bucket(0.11)).isEqualTo(1);
    assertThat(LatencyHistogram.bucket(0.1101)).isEqualTo(2);
    assertThat(LatencyHistogram.end(2)).isEqualTo(0.121, within(1e-12));
    assertThat(LatencyHistogram.bucket(1e9)).isEqualTo(LatencyHistogram.BUCKETS - 1);
  }

  @Test
  void addsUp() {
    LatencyHistogram one = LatencyHistogram.EMPTY.with(0.1).with(0.12);
    LatencyHistogram other = LatencyHistogram.EMPTY.with(0.05);

    assertThat(one.plus(other).counts()).containsExactly(2L, 0L, 1L);
    assertThat(other.plus(one)).isEqualTo(one.plus(other));
    assertThat(one.plus(other).total()).isEqualTo(3);
  }

  @Test
  void isBounded() {
    List<Long> tooMany = Collections.nCopies(LatencyHistogram.BUCKETS + 1, 1L);

    assertThatThrownBy(() -> new LatencyHistogram(tooMany))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LatencyHistogram(List.of(-1L)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
