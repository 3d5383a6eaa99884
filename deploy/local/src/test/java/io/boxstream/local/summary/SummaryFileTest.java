package io.boxstream.local.summary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryFileTest {

  private static final Summary SUMMARY =
      new Summary(
          new Summary.Images(440, 1, 2),
          new Summary.Split(320, 60, 60),
          List.of("hat", "person"),
          4,
          new Summary.Promoted(3, "run-000030", 0.81, Map.of("hat", 0.9, "person", 0.72)),
          new Summary.HeldOut(60, 0.8, Map.of("hat", 0.88, "person", 0.72)),
          60,
          new Summary.Seconds(61, 11.04, 5, 200.66, 290));

  @Test
  void hasTheShapeThatProgramsRelyOn(@TempDir Path folder) throws IOException {
    // When
    Path file = SummaryFile.write(SUMMARY, folder);

    // Then
    ObjectMapper mapper = new ObjectMapper();
    assertThat(file).hasFileName("summary.json");
    assertThat(mapper.readTree(file.toFile()))
        .isEqualTo(
            mapper.readTree(
                """
                {"images": {"accepted": 440, "rejected": 1, "duplicates": 2},
                 "split": {"train": 320, "val": 60, "test": 60},
                 "classes": ["hat", "person"],
                 "checkpoints": 4,
                 "promoted": {"generation": 3, "checkpoint": "run-000030", "voc07": 0.81,
                              "perClass": {"hat": 0.9, "person": 0.72}},
                 "heldOut": {"images": 60, "voc07": 0.8,
                             "perClass": {"hat": 0.88, "person": 0.72}},
                 "detections": 60,
                 "seconds": {"build": 61.0, "start": 11.0, "import": 5.0, "train": 200.7,
                             "total": 290.0}}
                """));
  }

  @Test
  void saysNullWhereThereIsNoScore(@TempDir Path folder) throws IOException {
    Summary empty =
        new Summary(
            SUMMARY.images(),
            SUMMARY.split(),
            SUMMARY.classes(),
            1,
            SUMMARY.promoted(),
            new Summary.HeldOut(0, null, Map.of()),
            0,
            SUMMARY.seconds());

    Path file = SummaryFile.write(empty, folder);

    assertThat(new ObjectMapper().readTree(file.toFile()).at("/heldOut/voc07").isNull()).isTrue();
  }

  @Test
  void showsScoresByClassInATable() {
    assertThat(SummaryTable.of(SUMMARY))
        .anySatisfy(line -> assertThat(line).contains("hat", "0.900", "0.880"))
        .anySatisfy(line -> assertThat(line).contains("mean", "0.810", "0.800"))
        .anySatisfy(line -> assertThat(line).contains("440 accepted", "1 rejected"));
  }
}
