package io.boxstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.cli.Cli;
import io.boxstream.cli.HttpService;
import io.boxstream.cli.HttpService.Answer;
import io.boxstream.cli.client.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands images and export. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DataSetCommandsTest {

  private static final String IMAGE =
      """
      {"id":"%s","split":"train","width":40,"height":30,"addedAt":"2026-11-29T09:04:32.5Z",
       "source":{"kind":"upload","name":"a b.jpg"},
       "boxes":[{"label":"hat","xMin":1.0,"yMin":2.0,"xMax":3.5,"yMax":4.0},{"label":"person"},
        {"label":"hat"}]}""";

  @TempDir private Path folder;
  private final HttpService ingest = HttpService.start();
  private final Cli cli = new Cli().with(Service.INGEST, ingest.address());
  private Path archive;

  @BeforeEach
  void prepare() {
    archive = folder.resolve("out.zip");
    ingest.on("GET /v1/export", 200, "the archive");
    ingest.onSequence(
        "GET /v1/images",
        new Answer(200, "{\"items\":[" + IMAGE.formatted("1") + "],\"next\":\"p 2\"}"),
        new Answer(200, "{\"items\":[" + IMAGE.formatted("2") + "],\"next\":null}"));
  }

  @AfterEach
  void stop() {
    ingest.close();
  }

  @Test
  void listsImagesPageByPage() {
    assertThat(cli.run("images", "--class", "a&b", "--without-boxes", "--limit", "300")).isZero();

    assertThat(cli.out().lines())
        .containsExactly(
            "SPLIT  SIZE   CAME                  SOURCE          BOXES            ID",
            "train  40x30  2026-11-29T09:04:32Z  upload a b.jpg  hat 2, person 1  1",
            "train  40x30  2026-11-29T09:04:32Z  upload a b.jpg  hat 2, person 1  2");
    assertThat(ingest.requests())
        .extracting(HttpService.Request::query)
        .containsExactly(
            "class=a&b&boxes=none&limit=200", "class=a&b&boxes=none&limit=200&after=p 2");
  }

  @Test
  void endsAtTheLimit() {
    assertThat(cli.run("images", "--json", "--limit", "1")).isZero();

    assertThat(cli.documents()).hasSize(1);
    assertThat(cli.documents().get(0).path("id").asText()).isEqualTo("1");
    assertThat(ingest.requests()).hasSize(1);
  }

  @Test
  void removesImagesAndSaysWhichItCouldNot() {
    ingest.on(
        "POST /v1/images/delete",
        200,
        """
        {"results":[{"id":"1","status":204},
                    {"id":"2","status":404,"code":"not-found","detail":"there is no image 2"}],
         "succeeded":1,"failed":1,"next":null}""");

    assertThat(cli.run("images", "--delete", "1", "2", "--caller", "anna"))
        .isEqualTo(ExitCode.INCOMPLETE);

    assertThat(cli.out().lines())
        .containsExactly("2: not-found, there is no image 2", "1 removed, 1 failed");
    assertThat(ingest.requests().get(0).text())
        .isEqualTo("{\"caller\":\"anna\",\"ids\":[\"1\",\"2\"]}");
    assertThat(cli.run("images", "--delete")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void findsImagesByText() {
    assertThat(cli.run("images", "--text", "site 7", "--limit", "1")).isZero();

    assertThat(ingest.requests().get(0).query()).isEqualTo("text=site 7&limit=1");
  }

  @Test
  void listsSuspectsPageByPage() {
    ingest.onSequence(
        "GET /v1/suspects",
        new Answer(
            200,
            """
            {"items":[{"id":"00f0","reason":"wrong-class","score":0.967,"text":"1 boxes",
             "imageId":"7","split":"train"}],"next":"p 2"}"""),
        new Answer(
            200,
            """
            {"items":[{"id":"00f1","reason":"similar-class-names","score":0.95,"text":"hat, Hat"}],
             "next":null}"""));

    assertThat(cli.run("suspects", "--reason", "wrong-class", "--split", "train")).isZero();

    assertThat(cli.out().lines())
        .containsExactly(
            "SCORE  REASON       SPLIT  ID    IMAGE  WHAT",
            "0.97   wrong-class  train  00f0  7      1 boxes",
            "0.95   similar-class-names  -      00f1  -      hat, Hat");
    assertThat(ingest.requests().get(0).query())
        .isEqualTo("reason=wrong-class&split=train&limit=50");
    assertThat(ingest.requests().get(1).query())
        .isEqualTo("reason=wrong-class&split=train&limit=49&after=p 2");
  }

  @Test
  void dismissesRestoresAndCountsSuspects() {
    ingest.on("POST /v1/suspects/00f0/dismiss", 200, "{\"id\":\"00f0\"}");
    ingest.on("POST /v1/suspects/00f0/restore", 200, "{\"id\":\"00f0\"}");
    ingest.on(
        "GET /v1/suspects/summary",
        200,
        """
        {"reasons":{"wrong-class":4},"dismissed":6,
         "leaks":{"val":{"images":131,"leaked":1},"test":{"images":130,"leaked":3}},
         "unchecked":17,"withoutHash":0}""");

    assertThat(cli.run("suspects", "--dismiss", "00f0", "--caller", "anna")).isZero();
    assertThat(cli.out().lines()).containsExactly("00f0 is dismissed");
    assertThat(cli.run("suspects", "--restore", "00f0")).isZero();
    assertThat(cli.out().lines()).containsExactly("00f0 is a suspect again");
    assertThat(cli.run("suspects", "--summary")).isZero();

    assertThat(cli.out().lines())
        .contains("3 of 130 images of test are also in train", "17 images wait for a check");
    assertThat(ingest.requests().get(0).query()).isEqualTo("caller=anna");
    assertThat(cli.run("suspects", "--dismiss", "1", "--restore", "2")).isEqualTo(2);
  }

  @Test
  void showsAnImageWithItsBoxes() {
    ingest.on("GET /v1/images/7", 200, IMAGE.formatted("7"));

    assertThat(cli.run("images", "7")).isZero();

    assertThat(cli.out()).contains("hat     1.0   2.0  3.5    4.0");
  }

  @Test
  void countsByClassAndSplit() {
    ingest.on(
        "GET /v1/statistics",
        200,
        """
        {"images":12,"boxes":30,"splits":{"train":{"images":9},"val":{"images":3}},
         "classes":[{"name":"hat","images":4,"boxes":5,"splits":{"train":{"images":4}}}]}""");

    assertThat(cli.run("images", "--statistics")).isZero();

    assertThat(cli.out().lines())
        .containsExactly(
            "CLASS  IMAGES  BOXES  TRAIN  VAL  TEST",
            "hat    4       5      4      0    0",
            "(all)  12      30     9      3    0");
  }

  @Test
  void writesAnArchive() throws IOException {
    assertThat(
            cli.run(
                "export",
                "--format",
                "coco",
                "--split",
                "val",
                "--snapshot",
                "abc",
                "-o",
                archive.toString()))
        .isZero();

    assertThat(archive).hasContent("the archive");
    assertThat(cli.out()).isEqualTo(archive + ": 11 B\n");
    assertThat(ingest.requests().get(0).query()).isEqualTo("split=val&format=coco&snapshot=abc");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void writesAnArchiveToStandardOutput() {
    assertThat(cli.run("export", "--format", "voc", "--output", "-")).isZero();

    assertThat(cli.out()).isEqualTo("the archive");
  }

  @Test
  void leavesNothingBehindWhenTheConnectionEnds() {
    byte[] half = "the ".getBytes(StandardCharsets.UTF_8);
    ingest.on("GET /v1/export", request -> new Answer(200, half, 7));

    assertThat(cli.run("export", "--format", "yolo", "-o", archive.toString()))
        .isEqualTo(ExitCode.NO_ANSWER);

    assertThat(folder).isEmptyDirectory();
    assertThat(cli.err()).contains("before its answer was complete");
  }

  @Test
  void doesNotReplaceAFile() throws IOException {
    Files.writeString(archive, "mine");

    assertThat(cli.run("export", "--format", "voc", "-o", archive.toString()))
        .isEqualTo(ExitCode.USAGE);

    assertThat(archive).hasContent("mine");
    assertThat(ingest.requests()).isEmpty();
  }

  @Test
  void saysWhichFormatsThereAre() {
    assertThat(cli.run("export", "--format", "csv")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("voc", "coco", "yolo");
  }
}
