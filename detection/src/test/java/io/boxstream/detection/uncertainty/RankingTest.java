package io.boxstream.detection.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.detection.Box;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whether uncertainty ranks images by what the detector does not know, on saved detections: those
 * of {@code boxstream_300_lite0}, trained on the training images of BCCD, a few of whose labels had
 * been made wrong, in the 72 images of its test list, with the thresholds of its validation images.
 * Boxes below half their threshold are left out. {@code mistakes} counts found boxes without an
 * object and objects without a found box.
 */
class RankingTest {
  private final List<Image> images = new ArrayList<>();

  private record Image(int mistakes, List<ScoredBox> boxes) {

    double score() {
      return Uncertainty.of(boxes).score();
    }
  }

  @BeforeEach
  void read() throws IOException {
    Map<String, Image> byName = new LinkedHashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    RankingTest.class.getResourceAsStream("/uncertainty/bccd-detections.csv")),
                StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", -1);
        Image image =
            byName.computeIfAbsent(
                cells[0], name -> new Image(Integer.parseInt(cells[1]), new ArrayList<>()));
        if (!cells[2].isEmpty()) {
          image.boxes().add(box(cells));
        }
      }
    }
    images.addAll(byName.values());
  }

  @Test
  void theDetectorIsWrongMoreOftenWhereItIsUnsure() {
    assertThat(images).hasSize(72);
    double all = mistakes(images);

    assertThat(mistakes(hardest(10))).isGreaterThan(1.4 * all);
    assertThat(mistakes(hardest(18))).isGreaterThan(1.25 * all);
    assertThat(mistakes(hardest(36))).isGreaterThan(1.25 * all);
  }

  @Test
  void noneOfAThousandRandomHalvesHasAsManyMistakesAsTheHarderOne() {
    double hard = mistakes(hardest(36));
    Random random = new Random(1);

    for (int trial = 0; trial < 1000; trial++) {
      List<Image> shuffled = new ArrayList<>(images);
      Collections.shuffle(shuffled, random);
      assertThat(mistakes(shuffled.subList(0, 36))).isLessThan(hard);
    }
  }

  private List<Image> hardest(int count) {
    return images.stream()
        .sorted(Comparator.comparingDouble(Image::score).reversed())
        .limit(count)
        .toList();
  }

  /** The mean for an image. */
  private static double mistakes(List<Image> some) {
    return some.stream().mapToInt(Image::mistakes).average().orElseThrow();
  }

  private static ScoredBox box(String[] cells) {
    return new ScoredBox(
        cells[2],
        Double.parseDouble(cells[3]),
        Double.parseDouble(cells[4]),
        new Box(
            Double.parseDouble(cells[5]),
            Double.parseDouble(cells[6]),
            Double.parseDouble(cells[7]),
            Double.parseDouble(cells[8])));
  }
}
