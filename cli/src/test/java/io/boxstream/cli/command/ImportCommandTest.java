package io.boxstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.cli.Cli;
import io.boxstream.cli.HttpService;
import io.boxstream.cli.HttpService.Answer;
import io.boxstream.cli.client.Service;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ImportCommandTest {

  @TempDir private Path folder;
  private final HttpService ingest = HttpService.start();
  private final Cli cli = new Cli().with(Service.INGEST, ingest.address());
  private Path archive;

  @BeforeEach
  void prepare() throws IOException {
    archive = Files.writeString(folder.resolve("photos.zip"), "the bytes of a zip");
    ingest.on("POST /v1/imports", 202, "{\"id\":\"abc\"}");
    ingest.on("GET /v1/imports/abc", 200, status("DONE", 3, 3, 0));
  }

  @AfterEach
  void stop() {
    ingest.close();
  }

  @Test
  void sendsAnArchiveAsItIsAndFollowsTheImport() {
    ingest.onSequence(
        "GET /v1/imports/abc",
        new Answer(200, status("RUNNING", 0, 0, 0)),
        new Answer(200, status("RUNNING", 3, 1, 0)),
        new Answer(200, status("DONE", 3, 3, 0)));

    assertThat(cli.run("import", archive.toString())).isZero();

    HttpService.Request sent = ingest.requests("POST /v1/imports").get(0);
    assertThat(sent.text()).isEqualTo("the bytes of a zip");
    assertThat(sent.header("Content-type")).isEqualTo("application/zip");
    assertThat(sent.header("Content-length")).isEqualTo("18");
    assertThat(cli.out())
        .isEqualTo(archive + ": 3 of 3 images: 3 accepted, 0 rejected, 0 duplicates in 1 s\n");
    assertThat(cli.err()).contains("import abc");
  }

  @Test
  void showsHowFarItIsOnATerminal() {
    Cli terminal = Cli.onTerminal(120).with(Service.INGEST, ingest.address());
    ingest.onSequence(
        "GET /v1/imports/abc",
        new Answer(200, status("RUNNING", 0, 0, 0)),
        new Answer(200, status("RUNNING", 40, 0, 0)),
        new Answer(200, status("RUNNING", 40, 9, 1)),
        new Answer(200, status("DONE", 40, 39, 1)));

    terminal.run("import", archive.toString());

    assertThat(terminal.err())
        .contains(
            "[####################] 100 % sending 18 B of 18 B",
            "the import waits for its turn",
            "[--------------------]   0 % 0 of 40 images, 0 accepted, 0 rejected, 0 duplicates",
            "[#####---------------]  25 % 10 of 40 images, 20.0/s, 9 accepted, 1 rejected,"
                + " 0 duplicates, 1 s left");
  }

  @Test
  void packsAFolder() throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve("data")).resolve("a.txt"), "text");

    assertThat(cli.run("import", folder.resolve("data").toString())).isZero();

    byte[] sent = ingest.requests("POST /v1/imports").get(0).body();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(sent))) {
      assertThat(zip.getNextEntry().getName()).isEqualTo("a.txt");
      assertThat(zip.getNextEntry()).isNull();
    }
  }

  @Test
  void saysInItsExitCodeThatImagesWereRejected() {
    ingest.on("GET /v1/imports/abc", 200, status("DONE", 3, 1, 2));

    assertThat(cli.run("import", archive.toString())).isEqualTo(ExitCode.INCOMPLETE);

    assertThat(cli.out()).contains("1 accepted, 2 rejected (missing-annotation 2)");
    assertThat(cli.err()).contains("/v1/rejected-images");
  }

  @Test
  void printsTheAnswerOfTheServiceAsJson() {
    assertThat(cli.run("import", "--json", archive.toString(), archive.toString())).isZero();

    assertThat(cli.documents()).hasSize(2);
    assertThat(cli.documents().get(0).path("path").asText()).isEqualTo(archive.toString());
    assertThat(cli.documents().get(1).at("/import/images/accepted").asInt()).isEqualTo(3);
  }

  @Test
  void saysWhyTheServiceRefusesAnArchive() {
    ingest.on(
        "POST /v1/imports",
        422,
        "{\"title\":\"Unprocessable Content\",\"detail\":\"no zip\",\"code\":\"not-an-archive\"}");

    assertThat(cli.run("import", archive.toString())).isEqualTo(ExitCode.REFUSED);
    assertThat(cli.err())
        .contains("ingest-service: Unprocessable Content (422, not-an-archive): no zip");
  }

  @Test
  void failsWhenTheImportFails() {
    ingest.on(
        "GET /v1/imports/abc", 200, "{\"id\":\"abc\",\"state\":\"FAILED\",\"detail\":\"damaged\"}");

    assertThat(cli.run("import", archive.toString())).isEqualTo(ExitCode.REFUSED);
    assertThat(cli.err()).contains("the import failed: damaged");
  }

  @Test
  void followsAnImportThatTheServiceHas() {
    assertThat(cli.run("import", "--resume", "abc")).isZero();

    assertThat(ingest.requests("POST /v1/imports")).isEmpty();
    assertThat(cli.out()).startsWith("abc: 3 of 3 images");
  }

  @Test
  void saysHowToGoOnAfterCtrlC() {
    AtomicReference<String> whileSending = new AtomicReference<>();
    AtomicReference<String> whileProcessing = new AtomicReference<>();
    ingest.on(
        "POST /v1/imports",
        request -> {
          whileSending.set(cli.interrupt());
          return new Answer(202, "{\"id\":\"abc\"}");
        });
    ingest.on(
        "GET /v1/imports/abc",
        request -> {
          whileProcessing.set(cli.interrupt());
          return new Answer(200, status("DONE", 3, 3, 0));
        });

    assertThat(cli.run("import", archive.toString())).isZero();

    assertThat(whileSending.get()).contains("was not sent completely", "duplicates");
    assertThat(whileProcessing.get()).contains("boxstream import --resume abc");
    assertThat(cli.interrupt()).isEmpty();
  }

  @Test
  void saysThatTheImportGoesOnWhenTheServiceIsGone() {
    ingest.on("GET /v1/imports/abc", request -> Answer.NONE);

    assertThat(cli.run("import", archive.toString())).isEqualTo(ExitCode.NO_ANSWER);
    assertThat(cli.err()).contains("boxstream import --resume abc");
  }

  @Test
  void namesTheServiceThatIsNotThere() {
    cli.with(Service.INGEST, HttpService.nowhere());

    assertThat(cli.run("import", "--timeout", "0", archive.toString()))
        .isEqualTo(ExitCode.NO_ANSWER);
    assertThat(cli.err()).contains("no ingest-service at", "`boxstream run`", "--ingest");
  }

  @Test
  void sendsNothingWhenOneOfThePathsIsWrong() {
    assertThat(cli.run("import", archive.toString(), folder.resolve("absent").toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("there is no file or folder", "absent");
    assertThat(ingest.requests()).isEmpty();
  }

  @Test
  void saysWhenSomeoneHasCancelledTheImport() {
    ingest.on(
        "GET /v1/imports/abc",
        200,
        status("CANCELLED", 3, 1, 0).replace("\"detail\":\"\"", "\"detail\":\"cancelled by bob\""));

    assertThat(cli.run("import", archive.toString())).isEqualTo(ExitCode.INCOMPLETE);

    assertThat(cli.err()).contains("the import was cancelled by bob");
  }

  @Test
  void listsAndCancelsImports() {
    String running =
        status("RUNNING", 3, 1, 0)
            .replace("{\"id\"", "{\"startedAt\":\"2026-11-29T09:04:32.5Z\",\"id\"");
    ingest.on("GET /v1/imports", 200, "{\"items\":[" + running + "],\"next\":null,\"total\":1}");
    ingest.on("DELETE /v1/imports/abc", 202, status("RUNNING", 3, 1, 0));

    assertThat(cli.run("imports")).isZero();
    assertThat(cli.out().lines())
        .containsExactly(
            "STATE    STARTED               IMAGES  ACCEPTED  REJECTED  DUPLICATES  ID   DETAIL",
            "RUNNING  2026-11-29T09:04:32Z  3       1         0         0           abc");
    assertThat(cli.run("imports", "--cancel", "abc", "--caller", "bob")).isZero();
    assertThat(ingest.requests("DELETE /v1/imports/abc").get(0).query()).isEqualTo("caller=bob");
  }

  private static String status(String state, int total, int accepted, int rejected) {
    return """
        {"id":"abc","state":"%s",
         "images":{"total":%d,"accepted":%d,"rejected":%d,"duplicates":0,"pending":%d},
         "rejections":{%s},"warnings":[],"detail":""}"""
        .formatted(
            state,
            total,
            accepted,
            rejected,
            total - accepted - rejected,
            rejected == 0 ? "" : "\"missing-annotation\":" + rejected);
  }
}
