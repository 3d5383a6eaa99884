package io.boxstream.inference.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyShareTest {
  private static final byte[] IMAGE = {1};

  @Test
  void aKeyIsAlwaysOnTheSameSide() {
    for (int key = 0; key < 100; key++) {
      boolean first = KeyShare.contains("one", "camera-" + key, IMAGE, 0.3);
      assertThat(KeyShare.contains("one", "camera-" + key, new byte[] {2}, 0.3)).isEqualTo(first);
    }
  }

  @Test
  void theShareIsThatOfTheKeysAndGrowsWithoutLosingOne() {
    assertThat(inShare("one", 0.25)).isBetween(2300L, 2700L);
    assertThat(inShare("one", 1)).isEqualTo(10_000);
    assertThat(
            IntStream.range(0, 1000)
                .filter(key -> KeyShare.contains("one", "k" + key, IMAGE, 0.1))
                .allMatch(key -> KeyShare.contains("one", "k" + key, IMAGE, 0.2)))
        .isTrue();
  }

  @Test
  void anotherRolloutChoosesOtherKeys() {
    long both =
        IntStream.range(0, 10_000)
            .filter(key -> KeyShare.contains("one", "k" + key, IMAGE, 0.5))
            .filter(key -> KeyShare.contains("other", "k" + key, IMAGE, 0.5))
            .count();

    assertThat(both).as("a quarter").isBetween(2300L, 2700L);
  }

  @Test
  void withoutAKeyTheImageDecides() {
    long images =
        IntStream.range(0, 1000)
            .filter(n -> KeyShare.contains("one", "", new byte[] {(byte) n, (byte) (n >> 8)}, 0.5))
            .count();

    assertThat(images).isBetween(430L, 570L);
  }

  private static long inShare(String rollout, double share) {
    return IntStream.range(0, 10_000)
        .filter(key -> KeyShare.contains(rollout, "k" + key, IMAGE, share))
        .count();
  }
}
