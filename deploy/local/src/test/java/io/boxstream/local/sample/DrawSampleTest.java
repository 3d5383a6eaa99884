package io.boxstream.local.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrawSampleTest {

  @TempDir private Path temporary;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void drawsAsManyImagesAsItIsTold() throws IOException {
    Path folder = temporary.resolve("sample");

    int code = run(folder.toString(), "--train", "3", "--val", "2", "--test", "1");

    assertThat(code).isZero();
    assertThat(text()).contains("6 images");
    assertThat(folder.resolve("JPEGImages")).isDirectoryContaining("glob:**.jpg");
    assertThat(Files.readAllLines(folder.resolve("ImageSets/Main/train.txt"))).hasSize(3);
    assertThat(Files.readAllLines(folder.resolve("ImageSets/Main/test.txt"))).hasSize(1);
  }

  @Test
  void drawsWhatTheLocalRunDrawsWhereNothingElseIsSaid() {
    SampleSettings standard = SampleSettings.standard();

    assertThat(run("--help")).isZero();

    assertThat(text())
        .contains("train on (" + standard.train() + ")")
        .contains("validate on (" + standard.val() + ")")
        .contains("held out (" + standard.test() + ")")
        .contains("drawn (" + standard.seed() + ")");
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));

    assertThat(run()).isEqualTo(2);
    assertThat(text()).contains("DIR");
    assertThat(run(temporary.toString(), "--val", "0")).isEqualTo(2);
    assertThat(text()).contains("val is not between 1 and 100000: 0");
    assertThat(run(file.toString())).isEqualTo(1);
    assertThat(text()).contains("could not write the sample data set to " + file);
  }

  private int run(String... arguments) {
    PrintStream print = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return DrawSample.run(print, print, arguments);
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
