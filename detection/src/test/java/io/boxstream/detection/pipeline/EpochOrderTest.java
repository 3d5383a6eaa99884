package io.boxstream.detection.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EpochOrderTest {

  @Property
  void everyEpochHoldsEveryImageOnce(
      @ForAll @IntRange(min = 1, max = 300) int size,
      @ForAll long seed,
      @ForAll @IntRange(max = 1000) int epoch) {
    int[] order = new EpochOrder(size, seed).permutation(epoch);

    Arrays.sort(order);
    assertThat(order).containsExactly(IntStream.range(0, size).toArray());
  }

  @Test
  void epochsAndSeedsDifferAndRepeat() {
    int[] order = new EpochOrder(100, 7).permutation(3);

    assertThat(new EpochOrder(100, 7).permutation(3)).containsExactly(order);
    assertThat(new EpochOrder(100, 7).permutation(4)).isNotEqualTo(order);
    assertThat(new EpochOrder(100, 8).permutation(3)).isNotEqualTo(order);
  }

  @Test
  void batchesRunOnAcrossEpochs() {
    // 292 images in 55 epochs make 16060 uses: 1003 batches of 16 and 12 left over
    assertThat(new EpochOrder(292, 1).steps(55, 16)).isEqualTo(1003);
    assertThat(new EpochOrder(292, 1).epochOf(291)).isZero();
    assertThat(new EpochOrder(292, 1).epochOf(292)).isEqualTo(1);
  }

  /** Pinned: a checkpoint written yesterday must resume to the same order tomorrow. */
  @Test
  void orderAndSeedsNeverChange() {
    SplittableRandom random = Seeds.source(42, 3, "image");

    assertThat(new EpochOrder(8, 42).permutation(0)).containsExactly(4, 2, 1, 5, 6, 0, 7, 3);
    assertThat(random.nextLong()).isEqualTo(6884792332795139443L);
  }
}
