package io.boxstream.dataset.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.events.SuspectReason;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * BCCD with 20 errors of each of five kinds. The detections are those of a detector that was
 * trained on the set with its errors.
 */
class PlantedErrorsTest {

  private static final int LOOKED_AT = 150;
  private static final double SAME_PLACE = 0.4;

  /**
   * Errors and ranking of a set.
   *
   * @param seed of the errors and of the training
   */
  private record Planted(int seed, List<PlantedError> errors, List<Suspect> ranking) {

    static Planted read(int seed) throws IOException {
      JsonNode planted;
      try (InputStream in =
          new GZIPInputStream(
              PlantedErrorsTest.class.getResourceAsStream("/planted/bccd-" + seed + ".json.gz"))) {
        planted = new ObjectMapper().readTree(in);
      }
      List<CheckedImage> images = new ArrayList<>();
      planted.get("images").forEach(image -> images.add(image(image)));
      List<PlantedError> errors = new ArrayList<>();
      planted.get("errors").forEach(error -> errors.add(error(error)));
      return new Planted(seed, errors, SuspectRanking.of(images));
    }

    @Override
    public String toString() {
      return "seed " + seed;
    }
  }

  static Stream<Planted> sets() throws IOException {
    return Stream.of(Planted.read(1), Planted.read(2));
  }

  @ParameterizedTest
  @MethodSource("sets")
  void eightyOfAHundredPlantedErrorsAreAmongTheFirstHundredAndFifty(Planted set) {
    List<PlantedError> errors = set.errors();
    assertThat(errors).hasSize(100);

    Set<PlantedError> found = new HashSet<>();
    for (Suspect suspect : set.ranking().subList(0, LOOKED_AT)) {
      errors.stream().filter(error -> error.shownBy(suspect)).forEach(found::add);
    }

    assertThat(found).hasSizeGreaterThanOrEqualTo(80);
  }

  @ParameterizedTest
  @MethodSource("sets")
  void everyDuplicateAndEveryDoubledBoxIsAmongThem(Planted set) {
    List<Suspect> first = set.ranking().subList(0, LOOKED_AT);

    assertThat(set.errors())
        .filteredOn(error -> error.kind().startsWith("DUPLICATE") || error.kind().startsWith("DOU"))
        .hasSize(40)
        .allSatisfy(error -> assertThat(first).anyMatch(error::shownBy));
  }

  @ParameterizedTest
  @MethodSource("sets")
  void theRankingGoesFromTheMostLikelyToTheLeast(Planted set) {
    assertThat(set.ranking()).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
  }

  private static CheckedImage image(JsonNode image) {
    List<LabelledBox> labels = new ArrayList<>();
    image.get("boxes").forEach(box -> labels.add(label(box)));
    List<DetectedBox> detections = new ArrayList<>();
    for (JsonNode box : image.get("detections")) {
      detections.add(
          new DetectedBox(
              box.get(0).asText(),
              box.get(1).asDouble(),
              box.get(2).asDouble(),
              box.get(3).asDouble(),
              box.get(4).asDouble(),
              box.get(5).asDouble()));
    }
    return new CheckedImage(
        image.get("name").asText(),
        Split.valueOf(image.get("split").asText().toUpperCase(Locale.ROOT)),
        image.get("width").asInt(),
        image.get("height").asInt(),
        Long.parseUnsignedLong(image.get("hash").asText(), 16),
        labels,
        detections);
  }

  private static PlantedError error(JsonNode error) {
    List<LabelledBox> boxes = new ArrayList<>();
    error.get("boxes").forEach(box -> boxes.add(label(box)));
    return new PlantedError(error.get("kind").asText(), error.get("image").asText(), boxes);
  }

  private static LabelledBox label(JsonNode box) {
    return new LabelledBox(
        box.get(0).asText(),
        box.get(1).asDouble(),
        box.get(2).asDouble(),
        box.get(3).asDouble(),
        box.get(4).asDouble(),
        false);
  }

  /**
   * What was planted.
   *
   * @param boxes the box before and after
   */
  private record PlantedError(String kind, String image, List<LabelledBox> boxes) {

    /** Whether someone who looks at the suspect sees the error. */
    boolean shownBy(Suspect suspect) {
      if (boxes.isEmpty()) {
        return suspect.reason() == SuspectReason.DUPLICATE_ACROSS_SPLITS
            && (suspect.imageId().orElseThrow().equals(image)
                || suspect.otherImageId().orElseThrow().equals(image));
      }
      return suspect.imageId().filter(image::equals).isPresent()
          && boxes.stream()
              .anyMatch(
                  box ->
                      suspect.boxes().stream().anyMatch(one -> Overlap.of(box, one) >= SAME_PLACE)
                          || suspect.proposals().stream()
                              .anyMatch(one -> Overlap.of(box, one) >= SAME_PLACE));
    }
  }
}
