package io.boxstream.dataset.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.dataset.quality.NearDuplicates.Neighbour;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.LabelFinding;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.events.SuspectReason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {

  @Test
  void theImageOfTestIsTheSuspectOfAPairWithTraining() {
    Neighbour train = new Neighbour("t", Split.TRAIN, 2);
    Neighbour val = new Neighbour("v", Split.VAL, 0);

    assertThat(NearDuplicates.suspect("x", Split.TEST, List.of(val, train)))
        .contains(Suspect.ofDuplicate(SuspectReason.DUPLICATE_ACROSS_SPLITS, 0.98, "x", "t"));
    assertThat(NearDuplicates.suspect("t", Split.TRAIN, List.of(new Neighbour("x", Split.TEST, 2))))
        .isEmpty();
  }

  @Test
  void withinASplitOneOfTheTwoIsTheSuspectAndLessLikely() {
    assertThat(NearDuplicates.suspect("b", Split.VAL, List.of(new Neighbour("a", Split.VAL, 4))))
        .contains(Suspect.ofDuplicate(SuspectReason.DUPLICATE, 0.46, "b", "a"));
    assertThat(NearDuplicates.suspect("a", Split.VAL, List.of(new Neighbour("b", Split.VAL, 4))))
        .isEmpty();
  }

  @Test
  void boxesNearlyOnTopOfEachOtherAreOneSuspect() {
    LabelledBox box = new LabelledBox("hat", 0, 0, 100, 100, false);
    LabelledBox copy = new LabelledBox("hat", 5, 0, 100, 100, false);
    LabelledBox beside = new LabelledBox("hat", 60, 0, 160, 100, false);

    List<Suspect> suspects = BoxSuspects.doubled("image", List.of(box, beside, copy));

    assertThat(suspects).hasSize(1);
    assertThat(suspects.get(0).boxes()).containsExactly(box, copy);
    // An intersection over union of 0.95 is 5/6 of the way from 0.7 to 1.
    assertThat(suspects.get(0).score()).isCloseTo(0.9 + 0.1 * 5 / 6, within(1e-9));
    assertThat(BoxSuspects.doubled("image", List.of(box, beside))).isEmpty();
  }

  @Test
  void whatAModelContradictsInAnImageIsOneSuspect() {
    LabelledBox box = new LabelledBox("hat", 0, 0, 100, 100, false);
    DetectedBox found = new DetectedBox("vest", 0.9, 200, 0, 300, 100);
    List<LabelFinding> findings =
        List.of(
            finding(SuspectReason.MISSING_LABEL, 0.6, Optional.empty(), Optional.of(found)),
            finding(SuspectReason.EXTRA_LABEL, 0.8, Optional.of(box), Optional.empty()),
            finding(SuspectReason.MISSING_LABEL, 0.3, Optional.empty(), Optional.of(found)));

    Suspect suspect = BoxSuspects.contradicted("image", findings).orElseThrow();

    assertThat(suspect.reason()).isEqualTo(SuspectReason.EXTRA_LABEL);
    assertThat(suspect.alsoReasons()).containsExactly(SuspectReason.MISSING_LABEL);
    assertThat(suspect.score()).isEqualTo(0.8);
    assertThat(suspect.boxes()).containsExactly(box);
    assertThat(suspect.proposals()).containsExactly(found);
    assertThat(BoxSuspects.contradicted("image", findings.subList(2, 3)))
        .hasValueSatisfying(weak -> assertThat(weak.score()).isEqualTo(0.3));
    assertThat(BoxSuspects.contradicted("image", List.of())).isEmpty();
  }

  private static LabelFinding finding(
      SuspectReason reason,
      double score,
      Optional<LabelledBox> labelled,
      Optional<DetectedBox> detected) {
    return new LabelFinding(reason, score, labelled, detected);
  }
}
