package io.boxstream.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.boxstream.events.LabelledBox;
import io.boxstream.events.RejectionReason;
import io.boxstream.images.CanonicalFormat;
import io.boxstream.images.CanonicalImage;
import io.boxstream.images.Orientation;
import io.boxstream.images.formats.Annotation;
import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.RawBox;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelRulesTest {

  private static final LabelRules RULES = new LabelRules(Set.of(), OutsideBoxes.clip(0.5));
  private static final LabelRules STRICT = new LabelRules(Set.of(), OutsideBoxes.STRICT);

  @ParameterizedTest
  @CsvSource({
    "0, 0, 100, 50, 0, 0, 100, 50",
    "10.5, 20, 30, 40, 10.5, 20, 30, 40",
    "-1, -1, 101, 51, 0, 0, 100, 50",
    "-0.5, 3, 99, 50.5, 0, 3, 99, 50",
  })
  void keepsABoxAndCutsAnOverhangOfOnePixel(
      double xMin,
      double yMin,
      double xMax,
      double yMax,
      double left,
      double top,
      double right,
      double bottom) {
    assertThat(RULES.check(annotation(xMin, yMin, xMax, yMax), upright(100, 50)).boxes())
        .containsExactly(new LabelledBox("hat", left, top, right, bottom, false));
  }

  @ParameterizedTest
  @CsvSource({
    "-1.01, 0, 10, 10, BOX_OUTSIDE_IMAGE",
    "0, -2, 10, 10, BOX_OUTSIDE_IMAGE",
    "0, 0, 102, 10, BOX_OUTSIDE_IMAGE",
    "0, 0, 10, 51.5, BOX_OUTSIDE_IMAGE",
    "300, 300, 310, 310, BOX_OUTSIDE_IMAGE",
    "100, 0, 101, 10, BOX_OUTSIDE_IMAGE",
    "5, 5, 5, 10, EMPTY_BOX",
    "5, 5, 10, 5, EMPTY_BOX",
    "10, 5, 5, 10, EMPTY_BOX",
  })
  void refusesABoxThatDoesNotFit(
      double xMin, double yMin, double xMax, double yMax, RejectionReason reason) {
    assertRefused(STRICT, annotation(xMin, yMin, xMax, yMax), upright(100, 50), reason);
  }

  @ParameterizedTest
  @CsvSource({
    "-10, 0, 10, 10, 0, 0, 10, 10",
    "90, 40, 104, 54, 90, 40, 100, 50",
    "-30, -10, 100, 50, 0, 0, 100, 50",
    "-1.01, 0, 10, 10, 0, 0, 10, 10",
  })
  void clipsABoxOfWhichAtLeastHalfLiesInside(
      double xMin,
      double yMin,
      double xMax,
      double yMax,
      double left,
      double top,
      double right,
      double bottom) {
    // When
    CheckedBoxes checked = RULES.check(annotation(xMin, yMin, xMax, yMax), upright(100, 50));

    // Then
    assertThat(checked)
        .isEqualTo(
            new CheckedBoxes(List.of(new LabelledBox("hat", left, top, right, bottom, false)), 1));
  }

  @ParameterizedTest
  @CsvSource({
    "-10.5, 0, 10, 10",
    "90, 40, 105, 55",
    "300, 300, 310, 310",
    "100, 0, 101, 10",
  })
  void refusesABoxOfWhichLessThanHalfLiesInside(
      double xMin, double yMin, double xMax, double yMax) {
    assertRefused(
        RULES,
        annotation(xMin, yMin, xMax, yMax),
        upright(100, 50),
        RejectionReason.BOX_OUTSIDE_IMAGE);
  }

  @Test
  void clipsBoxesAsMuchAsIsConfigured() {
    // Given a box of which a fifth lies inside
    Annotation annotation = annotation(-40, 0, 10, 10);

    // When, Then
    assertThat(
            new LabelRules(Set.of(), OutsideBoxes.clip(0.2))
                .check(annotation, upright(100, 50))
                .clipped())
        .isEqualTo(1);
    assertRefused(
        new LabelRules(Set.of(), OutsideBoxes.clip(0.21)),
        annotation,
        upright(100, 50),
        RejectionReason.BOX_OUTSIDE_IMAGE);
    assertThatThrownBy(() -> OutsideBoxes.clip(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void doesNotCountAnOverhangOfOnePixelAsClipped() {
    assertThat(RULES.check(annotation(-1, -1, 101, 51), upright(100, 50)).clipped()).isZero();
  }

  @Test
  void namesTheObjectAtFault() {
    Annotation annotation =
        new Annotation(
            DeclaredSize.UNKNOWN,
            List.of(
                new RawBox("hat", 0, 0, 5, 5, false), new RawBox("person", 0, 0, 500, 5, true)));

    assertThatThrownBy(() -> RULES.check(annotation, upright(100, 50)))
        .hasMessage(
            "object 2 (person) has only 20.0 % of its area inside the image of 100x50: from (0.0,"
                + " 0.0) to (500.0, 5.0), counted from zero; correct the box; one with at least 50"
                + " % of its area inside is clipped");
  }

  @Test
  void refusesAnUnknownClassOnlyWhereClassesAreKnown() {
    Annotation annotation = annotation(0, 0, 5, 5);

    assertThat(
            new LabelRules(Set.of("hat"), OutsideBoxes.STRICT)
                .check(annotation, upright(9, 9))
                .boxes())
        .hasSize(1);
    assertRefused(
        new LabelRules(Set.of("Hat"), OutsideBoxes.STRICT),
        annotation,
        upright(9, 9),
        RejectionReason.UNKNOWN_CLASS);
  }

  @Test
  void refusesLabelsThatAreNoNames() {
    for (String label : List.of("a\nb", "x".repeat(201))) {
      Annotation annotation =
          new Annotation(DeclaredSize.UNKNOWN, List.of(new RawBox(label, 0, 0, 5, 5, false)));
      assertRefused(RULES, annotation, upright(9, 9), RejectionReason.UNREADABLE_ANNOTATION);
    }
  }

  @Test
  void refusesAnAnnotationForAnotherImage() {
    Annotation annotation =
        new Annotation(new DeclaredSize(50, 100), List.of(new RawBox("hat", 0, 0, 5, 5, false)));

    assertRefused(RULES, annotation, upright(100, 50), RejectionReason.SIZE_MISMATCH);
  }

  @Test
  void turnsBoxesOfTheStoredImageWithIt() {
    // Given an image stored as 100 x 50 that is turned a quarter clockwise to be upright, and a
    // box in its stored frame
    CanonicalImage turned = image(50, 100, Orientation.ROTATED_90);
    Annotation stored =
        new Annotation(new DeclaredSize(100, 50), List.of(new RawBox("hat", 10, 5, 30, 15, false)));

    // When
    List<LabelledBox> boxes = RULES.check(stored, turned).boxes();

    // Then its left end is at the top, and its bottom edge at the left
    assertThat(boxes).containsExactly(new LabelledBox("hat", 35, 10, 45, 30, false));
  }

  @Test
  void leavesBoxesOfTheUprightImageAsTheyAre() {
    CanonicalImage turned = image(50, 100, Orientation.ROTATED_90);
    for (DeclaredSize size : List.of(new DeclaredSize(50, 100), DeclaredSize.UNKNOWN)) {
      Annotation upright = new Annotation(size, List.of(new RawBox("hat", 35, 10, 45, 30, false)));

      assertThat(RULES.check(upright, turned).boxes())
          .containsExactly(new LabelledBox("hat", 35, 10, 45, 30, false));
    }
  }

  private static void assertRefused(
      LabelRules rules, Annotation annotation, CanonicalImage image, RejectionReason reason) {
    assertThatThrownBy(() -> rules.check(annotation, image))
        .asInstanceOf(type(RejectedImageException.class))
        .extracting(RejectedImageException::reason)
        .isEqualTo(reason);
  }

  private static Annotation annotation(double xMin, double yMin, double xMax, double yMax) {
    return new Annotation(
        DeclaredSize.UNKNOWN, List.of(new RawBox("hat", xMin, yMin, xMax, yMax, false)));
  }

  private static CanonicalImage upright(int width, int height) {
    return image(width, height, Orientation.UPRIGHT);
  }

  private static CanonicalImage image(int width, int height, Orientation orientation) {
    return new CanonicalImage(
        "0".repeat(64),
        CanonicalFormat.JPEG,
        width,
        height,
        new byte[] {1},
        orientation,
        Optional.empty());
  }
}
