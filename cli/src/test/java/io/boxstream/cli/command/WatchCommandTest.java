package io.boxstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.cli.Cli;
import io.boxstream.cli.HttpService;
import io.boxstream.cli.HttpService.Answer;
import io.boxstream.cli.client.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WatchCommandTest {

  @TempDir private Path temporary;
  private final HttpService ingest = HttpService.start();
  private final Cli cli = new Cli().with(Service.INGEST, ingest.address());
  private Path folder;

  @BeforeEach
  void prepare() throws IOException {
    folder = Files.createDirectory(temporary.resolve("folder"));
    Files.writeString(folder.resolve("a.jpg"), "image");
    Files.writeString(folder.resolve("a.xml"), "annotation");
    Files.writeString(folder.resolve("b.jpg"), "image");
    ingest.on("GET /q/health/ready", 200, "{}");
    ingest.on("POST /v1/images", 201, "{\"id\":\"7\",\"outcome\":\"accepted\"}");
    cli.with("XDG_STATE_HOME", temporary.resolve("state").toString());
  }

  @AfterEach
  void stop() {
    ingest.close();
  }

  @Test
  void sendsWhatIsThereAndRemembersIt() throws IOException {
    assertThat(cli.run("watch", "--once", folder.toString())).isZero();
    assertThat(cli.out())
        .isEqualTo("1 accepted, 0 rejected, 0 duplicates, 1 image without annotation\n");

    assertThat(cli.run("watch", "--once", folder.toString())).isZero();
    assertThat(cli.out()).startsWith("0 accepted");
    assertThat(ingest.requests("POST /v1/images")).hasSize(1);
    assertThat(temporary.resolve("state/boxstream")).isNotEmptyDirectory();
  }

  @Test
  void printsALineOfJsonForEachImage() {
    ingest.on("POST /v1/images", 422, "{\"title\":\"T\",\"code\":\"no-image\"}");

    assertThat(cli.run("watch", "--once", "--json", folder.toString()))
        .isEqualTo(ExitCode.INCOMPLETE);

    assertThat(cli.documents()).hasSize(1);
    assertThat(cli.documents().get(0).path("path").asText()).isEqualTo("a.jpg");
    assertThat(cli.documents().get(0).path("outcome").asText()).isEqualTo("rejected");
  }

  @Test
  void goesOnWhenTheServiceIsAwayForAWhile() {
    ingest.onSequence(
        "POST /v1/images",
        new Answer(503, "{\"code\":\"not-ready\"}"),
        new Answer(503, "{\"code\":\"not-ready\"}"),
        new Answer(201, "{\"id\":\"7\",\"outcome\":\"accepted\"}"));

    assertThat(cli.run("watch", "--once", folder.toString())).isZero();
    assertThat(cli.out()).startsWith("1 accepted");
  }

  @Test
  void endsAtOnceWhenNothingAnswers() {
    cli.with(Service.INGEST, HttpService.nowhere());

    assertThat(cli.run("watch", folder.toString())).isEqualTo(ExitCode.NO_ANSWER);
  }

  @Test
  void wantsAFolder() {
    assertThat(cli.run("watch", folder.resolve("a.jpg").toString())).isEqualTo(ExitCode.USAGE);
  }
}
