package io.boxstream.detection.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RankedMatchesTest {
  private record Entry(float score, int verdict) {}

  /** Scores are hundredths, so that many are equal; the verdict says which came first. */
  @Property(tries = 300)
  void ranksLikeAStableSortAlsoWhenRankedInBetween(
      @ForAll List<@IntRange(max = 100) Integer> hundredths,
      @ForAll @IntRange(max = 40) int early) {
    RankedMatches ranked = new RankedMatches();
    List<Entry> expected = new ArrayList<>();
    for (int i = 0; i < hundredths.size(); i++) {
      if (i == early) {
        ranked.rank();
      }
      float score = hundredths.get(i) / 100f;
      ranked.add(score, i);
      expected.add(new Entry(score, i));
    }
    expected.sort(Comparator.comparing(Entry::score).reversed());

    ranked.rank();

    List<Entry> actual = new ArrayList<>();
    for (int i = 0; i < ranked.size(); i++) {
      actual.add(new Entry(ranked.score(i), ranked.verdict(i)));
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void bothZerosAreOneScoreAndNeighboursAreNot() {
    assertThat(RankedMatches.rankOf(-0f)).isEqualTo(RankedMatches.rankOf(0));
    assertThat(RankedMatches.rankOf(1)).isZero();
    assertThat(RankedMatches.rankOf(Math.nextDown(.5f))).isEqualTo(RankedMatches.rankOf(.5f) + 1);
  }
}
