package io.boxstream.benchmarks.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeptBytesTest {

  @Test
  void bytesAreRemovedAfterTheirTime() {
    KeptBytes kept = new KeptBytes(2);
    kept.step(10);
    kept.step(20);
    assertThat(kept.held()).isEqualTo(30);

    kept.step(5);

    assertThat(kept.held()).isEqualTo(25);
    assertThat(kept.removed()).isEqualTo(10);
    assertThat(kept.written()).isEqualTo(35);
  }

  @Test
  void whatIsKeptForEverIsNotRemoved() {
    KeptBytes kept = new KeptBytes(0);
    for (int step = 0; step < 100; step++) {
      kept.step(1);
    }

    assertThat(kept.held()).isEqualTo(100);
    assertThat(kept.removed()).isZero();
  }
}
