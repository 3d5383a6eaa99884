package io.boxstream.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.events.Split;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitRuleTest {

  private static final String REST = "0".repeat(56);

  @Test
  void dividesTheRangeOfIdsAtSeventyAndEightyFivePercent() {
    // 0.70 and 0.85 of 2^32 are 0xb3333333.3 and 0xd9999999.9
    assertThat(SplitRule.of("00000000" + REST)).isEqualTo(Split.TRAIN);
    assertThat(SplitRule.of("b3333333" + REST)).isEqualTo(Split.TRAIN);
    assertThat(SplitRule.of("b3333334" + REST)).isEqualTo(Split.VAL);
    assertThat(SplitRule.of("d9999999" + REST)).isEqualTo(Split.VAL);
    assertThat(SplitRule.of("d999999a" + REST)).isEqualTo(Split.TEST);
    assertThat(SplitRule.of("ffffffff" + REST)).isEqualTo(Split.TEST);
  }

  @Test
  void hashesFallIntoTheSplitsInTheirProportions() {
    // When
    Map<Split, Integer> counts = new EnumMap<>(Split.class);
    IntStream.range(0, 10_000)
        .mapToObj(i -> Sha256.of(new byte[] {(byte) i, (byte) (i >> 8)}))
        .forEach(id -> counts.merge(SplitRule.of(id), 1, Integer::sum));

    // Then
    assertThat(counts.get(Split.TRAIN)).isCloseTo(7000, within(150));
    assertThat(counts.get(Split.VAL)).isCloseTo(1500, within(120));
  }
}
