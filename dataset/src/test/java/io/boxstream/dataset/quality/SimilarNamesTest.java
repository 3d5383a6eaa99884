package io.boxstream.dataset.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.events.SuspectReason;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarNamesTest {

  @ParameterizedTest
  @CsvSource({
    "hat, Hat",
    "hard hat, hard-hat",
    "hard_hat, HardHat",
    "helmet, helmt",
    "helmet, hellmet",
    "helmet, helmit",
    "helmet, hlemet",
    "person, persons"
  })
  void findsNamesOfTheSameClass(String one, String other) {
    assertThat(pairs(one, other)).containsExactly(List.of(one, other));
  }

  @ParameterizedTest
  @CsvSource({
    "cat, car",
    "type 1, type 2",
    "level10, level11",
    "hat, person",
    "helmet, head",
    "ab, abc",
    "form, from far"
  })
  void leavesOtherNamesAlone(String one, String other) {
    assertThat(pairs(one, other)).isEmpty();
  }

  @Test
  void namesTheClassWithMoreBoxesFirstAndScoresARareNameHigher() {
    Map<String, Long> boxes = Map.of("helmet", 1000L, "helmt", 3L, "glove", 500L, "clove", 400L);

    List<Suspect> suspects = SimilarNames.among(boxes.keySet(), boxes::get);

    assertThat(suspects)
        .extracting(Suspect::reason)
        .containsOnly(SuspectReason.SIMILAR_CLASS_NAMES);
    Suspect slip = of(suspects, "helmet");
    Suspect words = of(suspects, "glove");
    assertThat(slip.classes()).containsExactly("helmet", "helmt");
    // 0.8 · (1 − 3/2000) and 0.8 · (1 − 400/1000), worked by hand.
    assertThat(slip.score()).isCloseTo(0.7988, within(1e-9));
    assertThat(words.score()).isCloseTo(0.48, within(1e-9));
  }

  @Test
  void findsEveryPairOnce() {
    List<String> names = List.of("hat", "Hat", "HAT", "helmet", "helmets", "helmett");

    assertThat(SimilarNames.among(names, name -> 1))
        .extracting(suspect -> List.copyOf(new TreeSet<>(suspect.classes())))
        .doesNotHaveDuplicates()
        .contains(List.of("HAT", "Hat"), List.of("HAT", "hat"), List.of("Hat", "hat"));
  }

  private static Suspect of(List<Suspect> suspects, String name) {
    return suspects.stream().filter(one -> one.classes().contains(name)).findFirst().orElseThrow();
  }

  private static List<List<String>> pairs(String one, String other) {
    return SimilarNames.among(List.of(one, other), name -> name.equals(one) ? 2 : 1).stream()
        .map(Suspect::classes)
        .toList();
  }
}
