package io.boxstream.dataset.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.dataset.quality.NearDuplicates.Neighbour;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.events.SuspectReason;
import java.util.List;
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
}
