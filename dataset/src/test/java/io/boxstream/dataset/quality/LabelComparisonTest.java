package io.boxstream.dataset.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.events.DetectedBox;
import io.boxstream.events.LabelFinding;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.SuspectReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelComparisonTest {

  private static final LabelledBox HAT = label("hat", 100, 100, 200, 200);
  private static final LabelledBox OTHER_HAT = label("hat", 400, 100, 500, 200);

  private final LabelComparison comparison = new LabelComparison(reliable());

  @Test
  void aDetectorThatAgreesContradictsNothing() {
    assertThat(
            comparison.findings(
                List.of(HAT, OTHER_HAT),
                List.of(detected("hat", 0.9, 105, 98, 203, 199), found(OTHER_HAT, 0.8))))
        .isEmpty();
  }

  @Test
  void anObjectWithoutALabelIsMissing() {
    DetectedBox unlabelled = found(OTHER_HAT, 0.95);

    List<LabelFinding> findings =
        comparison.findings(List.of(HAT), List.of(found(HAT, 0.9), unlabelled));

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).reason()).isEqualTo(SuspectReason.MISSING_LABEL);
    assertThat(findings.get(0).detected()).contains(unlabelled);
    assertThat(findings.get(0).labelled()).isEmpty();
    assertThat(findings.get(0).score()).isGreaterThan(0.8);
  }

  @Test
  void anObjectOfAnotherClassIsWrong() {
    DetectedBox vest = detected("vest", 0.95, 100, 100, 200, 200);

    List<LabelFinding> findings = comparison.findings(List.of(HAT), List.of(vest));

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).reason()).isEqualTo(SuspectReason.WRONG_CLASS);
    assertThat(findings.get(0).labelled()).contains(HAT);
    assertThat(findings.get(0).detected()).contains(vest);
    assertThat(findings.get(0).score()).isGreaterThan(0.9);
  }

  @Test
  void theDetectorsDoubtMakesAWrongClassLessLikely() {
    DetectedBox vest = detected("vest", 0.95, 100, 100, 200, 200);

    double sure = comparison.findings(List.of(HAT), List.of(vest)).get(0).score();
    double doubtful =
        comparison.findings(List.of(HAT, OTHER_HAT), List.of(vest, found(HAT, 0.6))).stream()
            .filter(finding -> finding.reason() == SuspectReason.WRONG_CLASS)
            .mapToDouble(LabelFinding::score)
            .findFirst()
            .orElse(0);

    assertThat(doubtful).isLessThan(0.5 * sure);
  }

  @Test
  void aBoxBesideItsObjectIsMisplaced() {
    DetectedBox beside = detected("hat", 0.9, 140, 140, 240, 240);

    List<LabelFinding> findings = comparison.findings(List.of(HAT), List.of(beside));

    // Intersection 60·60, union 2·10000 − 3600: 0.22.
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).reason()).isEqualTo(SuspectReason.MISPLACED_BOX);
    assertThat(findings.get(0).score()).isGreaterThan(0.9);
  }

  @Test
  void aBoxThatIsOnlyImpreciseIsLessSuspicious() {
    DetectedBox imprecise = detected("hat", 0.9, 120, 120, 220, 220);

    List<LabelFinding> findings = comparison.findings(List.of(HAT), List.of(imprecise));

    // Intersection 80·80, union 2·10000 − 6400: 0.47.
    assertThat(findings.get(0).score()).isCloseTo(0.4, within(0.1));
  }

  @Test
  void aBoxWithNothingInItIsExtra() {
    List<LabelFinding> findings =
        comparison.findings(List.of(HAT, OTHER_HAT), List.of(found(HAT, 0.9)));

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).reason()).isEqualTo(SuspectReason.EXTRA_LABEL);
    assertThat(findings.get(0).labelled()).contains(OTHER_HAT);
    assertThat(findings.get(0).detected()).isEmpty();
  }

  @Test
  void theFindingsOfADetectorThatIsOftenWrongAreWorthLess() {
    LabelComparison unreliable = new LabelComparison(unreliable());
    DetectedBox unlabelled = found(OTHER_HAT, 0.95);

    assertThat(unreliable.findings(List.of(), List.of(unlabelled)).get(0).score())
        .isLessThan(0.6 * comparison.findings(List.of(), List.of(unlabelled)).get(0).score());
  }

  @Test
  void beforeAnyMeasurementTheScoreItselfIsTheReliability() {
    LabelComparison unmeasured = new LabelComparison(new DetectorReliability());

    double score = unmeasured.findings(List.of(), List.of(found(HAT, 0.9))).get(0).score();

    assertThat(score).isCloseTo(0.81, within(1e-9));
  }

  /** Right in 100 of 100 images. */
  private static DetectorReliability reliable() {
    DetectorReliability reliability = new DetectorReliability();
    for (int i = 0; i < 100; i++) {
      LabelledBox vest = label("vest", 300, 300, 400, 400);
      reliability.add(List.of(HAT, vest), List.of(found(HAT, 0.95), found(vest, 0.95)));
    }
    return reliability;
  }

  /** Finds an object that is there and two that are not. */
  private static DetectorReliability unreliable() {
    DetectorReliability reliability = new DetectorReliability();
    for (int i = 0; i < 100; i++) {
      reliability.add(
          List.of(HAT),
          List.of(
              found(HAT, 0.95), found(OTHER_HAT, 0.95), detected("hat", 0.95, 300, 300, 400, 400)));
    }
    return reliability;
  }

  private static LabelledBox label(
      String name, double xMin, double yMin, double xMax, double yMax) {
    return new LabelledBox(name, xMin, yMin, xMax, yMax, false);
  }

  private static DetectedBox found(LabelledBox box, double score) {
    return detected(box.label(), score, box.xMin(), box.yMin(), box.xMax(), box.yMax());
  }

  private static DetectedBox detected(
      String name, double score, double xMin, double yMin, double xMax, double yMax) {
    return new DetectedBox(name, score, xMin, yMin, xMax, yMax);
  }
}
