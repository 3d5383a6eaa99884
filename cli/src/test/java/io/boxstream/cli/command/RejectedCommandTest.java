package io.boxstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.cli.Cli;
import io.boxstream.cli.HttpService;
import io.boxstream.cli.HttpService.Answer;
import io.boxstream.cli.client.Service;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RejectedCommandTest {

  private static final String REJECTION =
      """
      {"id":"00f0","reason":"empty-box","detail":"object 1 (hat) has no area",
       "annotation":"<annotation/>","source":{"kind":"upload","name":"a.jpg"},
       "at":"2026-11-29T09:04:32.5Z"}""";

  private final HttpService ingest = HttpService.start();
  private final Cli cli = new Cli().with(Service.INGEST, ingest.address());

  @AfterEach
  void stop() {
    ingest.close();
  }

  @Test
  void listsAndShowsRejections() {
    ingest.on("GET /v1/rejected-images", 200, "{\"items\":[" + REJECTION + "],\"next\":null}");
    ingest.on("GET /v1/rejected-images/00f0", 200, REJECTION);

    assertThat(cli.run("rejected", "--reason", "empty-box", "--source", "upload")).isZero();

    assertThat(cli.out().lines())
        .containsExactly(
            "REASON     REJECTED              SOURCE        ID    WHY",
            "empty-box  2026-11-29T09:04:32Z  upload a.jpg  00f0  object 1 (hat) has no area");
    assertThat(ingest.requests().get(0).query())
        .isEqualTo("reason=empty-box&source=upload&limit=50");
    assertThat(cli.run("rejected", "00f0")).isZero();
    assertThat(cli.out()).contains("<annotation/>");
  }

  @Test
  void listsThoseOfAnImport() {
    ingest.on("GET /v1/rejected-images", 200, "{\"items\":[" + REJECTION + "],\"next\":null}");

    assertThat(cli.run("rejected", "--import", "1b9d 6bcd", "--reason", "empty-box")).isZero();

    assertThat(cli.out()).contains("00f0");
    assertThat(ingest.requests().get(0).query())
        .isEqualTo("reason=empty-box&import=1b9d 6bcd&limit=50");
  }

  @Test
  void dismissesThoseOfAnImport() {
    ingest.on(
        "POST /v1/rejected-images/dismiss",
        200,
        "{\"results\":[{\"id\":\"a\",\"status\":204}],\"succeeded\":1,\"failed\":0,\"next\":null}");

    assertThat(cli.run("rejected", "--dismiss", "--import", "1b9d6bcd")).isZero();

    assertThat(cli.out().lines()).containsExactly("1 dismissed, 0 failed");
    assertThat(body(0)).contains("\"import\":\"1b9d6bcd\"").doesNotContain("reason");
  }

  @Test
  void countsAllOrNothing() {
    assertThat(cli.run("rejected", "--summary", "--import", "1b9d6bcd")).isEqualTo(ExitCode.USAGE);
    assertThat(ingest.requests()).isEmpty();
  }

  @Test
  void counts() {
    ingest.on(
        "GET /v1/rejected-images/summary",
        200,
        "{\"total\":5,\"reasons\":{\"empty-box\":3,\"unknown-class\":2},\"sources\":{\"upload\":5}}");

    assertThat(cli.run("rejected", "--summary")).isZero();

    assertThat(cli.out().lines())
        .containsExactly(
            "REASON         REJECTIONS",
            "empty-box      3",
            "unknown-class  2",
            "(all)          5");
  }

  @Test
  void dismissesThoseThatAreNamed() {
    ingest.on(
        "POST /v1/rejected-images/dismiss",
        200,
        "{\"results\":[{\"id\":\"a\",\"status\":204},{\"id\":\"b\",\"status\":204}],\"succeeded\":2,\"failed\":0,\"next\":null}");

    assertThat(cli.run("rejected", "--dismiss", "a", "b", "--caller", "anna")).isZero();

    assertThat(cli.out().lines()).containsExactly("2 dismissed, 0 failed");
    assertThat(body(0)).isEqualTo("{\"caller\":\"anna\",\"ids\":[\"a\",\"b\"]}");
  }

  @Test
  void resubmitsAllWithAReasonAndSaysWhatWasRejectedAgain() {
    ingest.onSequence(
        "POST /v1/rejected-images/resubmit",
        new Answer(
            200,
            "{\"results\":[{\"id\":\"a\",\"status\":201}],\"succeeded\":1,\"failed\":0,\"next\":\"p 2\"}"),
        new Answer(
            200,
            "{\"results\":[{\"id\":\"b\",\"status\":422,\"code\":\"empty-box\",\"detail\":\"no area\"}],\"succeeded\":0,\"failed\":1,\"next\":null}"));

    assertThat(cli.run("rejected", "--resubmit", "--reason", "unknown-class"))
        .isEqualTo(ExitCode.INCOMPLETE);

    assertThat(cli.out().lines()).containsExactly("b: empty-box, no area", "1 accepted, 1 failed");
    assertThat(body(1)).contains("\"after\":\"p 2\"").contains("\"reason\":\"unknown-class\"");
  }

  @Test
  void decidesNothingWithoutBeingToldAboutWhat() {
    assertThat(cli.run("rejected", "--dismiss")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("rejected", "--dismiss", "a", "--reason", "empty-box"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("rejected", "--dismiss", "a", "--import", "1b9d6bcd"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(ingest.requests()).isEmpty();
  }

  private String body(int request) {
    return ingest.requests().get(request).text();
  }
}
