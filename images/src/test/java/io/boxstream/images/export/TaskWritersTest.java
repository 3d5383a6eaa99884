package io.boxstream.images.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.images.cvat.CvatFormat;
import io.boxstream.images.cvat.CvatTaskWriter;
import io.boxstream.images.formats.MemoryFiles;
import io.boxstream.images.formats.OpenedDataSet;
import io.boxstream.images.formats.RawBox;
import io.boxstream.images.labelstudio.LabelStudioFormat;
import io.boxstream.images.labelstudio.LabelStudioTaskWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks as labelling tools take them, and as they give them back once they are labelled. */
class TaskWritersTest {

  private static final byte[] BYTES = {1, 2, 3};
  private static final String AWKWARD = "a \"b\" & <c>";
  private static final PredictedImage TWO_BOXES =
      new PredictedImage(
          "abc.jpg",
          200,
          100,
          List.of(
              new PredictedBox("hat", 0.875, 10, 20.5, 110, 90.25),
              new PredictedBox(AWKWARD, 0.5, 0, 0, 200, 100)),
          "detector-3",
          0.75,
          List.of("generations-disagree", "low-confidence"));
  private static final PredictedImage NO_BOX =
      new PredictedImage("def.png", 200, 100, List.of(), "", 0.2, List.of("nothing-found"));

  @TempDir Path directory;

  @Test
  void labelStudioGetsTasksWithPredictions() throws IOException {
    WrittenFiles written = labelStudio();

    assertThat(written.files)
        .containsOnlyKeys("images/abc.jpg", "images/def.png", "interface.xml", "tasks.json");
    assertThat(written.text("tasks.json"))
        .contains(
            "\"data\":{\"image\":\"http://host/x/abc.jpg\",\"score\":0.75,"
                + "\"reasons\":\"generations-disagree, low-confidence\"}")
        .contains("\"model_version\":\"detector-3\",\"score\":0.25,")
        .contains(
            "\"score\":0.875,\"value\":{\"x\":5,\"y\":20.5,\"width\":50,\"height\":69.75,"
                + "\"rotation\":0,\"rectanglelabels\":[\"hat\"]}");
    assertThat(written.text("interface.xml"))
        .contains("<Label value=\"hat\"/>", "value=\"a &quot;b&quot; &amp; &lt;c&gt;\"")
        .contains("name=\"label\"", "toName=\"image\"", "value=\"$image\"");
  }

  @Test
  void labelledTasksOfLabelStudioAreUnderstood() throws IOException {
    WrittenFiles written = labelStudio();
    MemoryFiles files =
        new MemoryFiles()
            .with("project-1.json", submitted(written.text("tasks.json")))
            .withImages("images/abc.jpg", "images/def.png");

    try (OpenedDataSet read = OpenedDataSet.of(new LabelStudioFormat(), files, directory)) {
      assertIsTheSame(read);
    }
  }

  @Test
  void tasksOfCvatAreUnderstood() throws IOException {
    WrittenFiles written = new WrittenFiles(directory);
    try (TaskWriter writer = new CvatTaskWriter(written)) {
      write(writer);
    }

    assertThat(written.files)
        .containsOnlyKeys("annotations.xml", "images/abc.jpg", "images/def.png");
    assertThat(written.text("annotations.xml"))
        .contains("<label><name>hat</name>", "source=\"auto\"", "<size>2</size>");
    MemoryFiles files =
        new MemoryFiles()
            .with("annotations.xml", written.text("annotations.xml"))
            .withImages("images/abc.jpg", "images/def.png");
    try (OpenedDataSet read = OpenedDataSet.of(new CvatFormat(), files, directory)) {
      assertIsTheSame(read);
    }
  }

  @Test
  void noTasksAreValidDocuments() throws IOException {
    WrittenFiles written = new WrittenFiles(directory);
    try (TaskWriter writer = new LabelStudioTaskWriter(written, name -> name)) {
      writer.finish();
    }

    assertThat(written.text("tasks.json").replaceAll("\\s", "")).isEqualTo("[]");
  }

  private WrittenFiles labelStudio() throws IOException {
    WrittenFiles written = new WrittenFiles(directory);
    try (TaskWriter writer = new LabelStudioTaskWriter(written, name -> "http://host/x/" + name)) {
      write(writer);
    }
    return written;
  }

  private static void write(TaskWriter writer) throws IOException {
    writer.add(TWO_BOXES, BYTES);
    writer.add(NO_BOX, BYTES);
    writer.finish();
  }

  /** What Label Studio exports when a person submits each prediction as it is. */
  private static String submitted(String tasks) {
    return tasks.replaceAll(
        "\"predictions\":\\[\\{\"model_version\":\"[^\"]*\",\"score\":[0-9.]+,",
        "\"annotations\":[{\"id\":1,\"was_cancelled\":false,\"ground_truth\":false,");
  }

  private static void assertIsTheSame(OpenedDataSet read) {
    assertThat(read.boxes("images/abc.jpg"))
        .usingRecursiveFieldByFieldElementComparator(
            RecursiveComparisonConfiguration.builder()
                .withComparatorForType(
                    (a, b) -> Math.abs(a - b) < 1e-6 ? 0 : Double.compare(a, b), Double.class)
                .build())
        .containsExactly(
            new RawBox("hat", 10, 20.5, 110, 90.25, false),
            new RawBox(AWKWARD, 0, 0, 200, 100, false));
    assertThat(read.boxes("images/def.png")).isEmpty();
  }
}
