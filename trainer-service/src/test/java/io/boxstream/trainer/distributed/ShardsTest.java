package io.boxstream.trainer.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardsTest {

  @Test
  void followTheIdsAndTheSharesOfABatch() {
    // By id: 3 (a), 1 (b), 0 (c), 2 (d), 4 (e); places 0 and 1 of three are the first worker's.
    List<String> ids = List.of("c", "b", "d", "a", "e");

    List<int[]> shards = Shards.of(5, ids::get, List.of(2, 1));

    assertThat(shards.get(0)).containsExactly(3, 1, 2, 4);
    assertThat(shards.get(1)).containsExactly(0);
  }

  @Test
  void haveEveryImageOnceAndAreInProportion() {
    List<int[]> shards = Shards.of(1000, index -> "%08x".formatted(index * 7919), List.of(6, 5, 5));

    assertThat(shards.stream().flatMapToInt(Arrays::stream).sorted().toArray())
        .isEqualTo(IntStream.range(0, 1000).toArray());
    assertThat(shards).extracting(shard -> shard.length).containsExactly(378, 312, 310);
  }

  @Test
  void mayBeAsUnequalAsTheSharesAndAreNeverEmpty() {
    List<int[]> shards = Shards.of(45, index -> "%08x".formatted(index * 7919), List.of(1, 8));

    assertThat(shards).extracting(shard -> shard.length).containsExactly(5, 40);
    assertThat(Shards.of(9, Integer::toString, List.of(1, 8)))
        .extracting(shard -> shard.length)
        .containsExactly(1, 8);
  }

  @Test
  void needAnImageForEachPlaceOfABatch() {
    assertThatThrownBy(() -> Shards.of(3, Integer::toString, List.of(2, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 images");
  }
}
