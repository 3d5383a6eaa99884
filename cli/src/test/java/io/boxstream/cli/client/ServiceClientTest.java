package io.boxstream.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.boxstream.cli.FakeTime;
import io.boxstream.cli.HttpService;
import io.boxstream.cli.HttpService.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ServiceClientTest {

  private static final Answer STARTING =
      new Answer(
          503,
          "{\"title\":\"Service Unavailable\",\"detail\":\"it starts\",\"code\":\"not-ready\"}");

  private final HttpService service = HttpService.start();
  private final FakeTime time = new FakeTime();
  private final List<String> notices = new ArrayList<>();

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void keepsThePathOfAnAddress() {
    service.on("GET /boxstream/v1/runs", 200, "[]");

    assertThat(client(URI.create(service.address() + "/boxstream")).get("/v1/runs")).isEmpty();
  }

  @Test
  void sendsItsKey() {
    service.on("GET /v1/runs", 200, "[]");

    client(service.address()).get("/v1/runs");

    assertThat(service.requests().get(0).header("Authorization")).isEqualTo("Bearer bxs_key");
  }

  @Test
  void triesAgainWithLongerWaitsWhileAServiceStarts() {
    service.onSequence("GET /v1/runs", STARTING, STARTING, STARTING, new Answer(200, "[]"));

    assertThat(client(service.address()).get("/v1/runs")).isEmpty();

    assertThat(time.slept())
        .containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1));
    assertThat(notices).hasSize(1);
    assertThat(notices.get(0)).contains("it starts", "not-ready", "10 s");
  }

  @Test
  void givesUpWhenTheTimeIsOver() {
    service.on("GET /v1/runs", received -> STARTING);

    assertThatThrownBy(() -> client(service.address()).get("/v1/runs"))
        .isInstanceOf(RefusedException.class)
        .hasMessage("ingest-service: Service Unavailable (503, not-ready): it starts");
    assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(10).toNanos());
  }

  @Test
  void saysWhatToDoWhenNothingListens() {
    URI nowhere = HttpService.nowhere();

    assertThatThrownBy(() -> client(nowhere).get("/v1/runs"))
        .isInstanceOf(NoAnswerException.class)
        .hasMessage(
            "no ingest-service at %s: start it with `boxstream run`, or say where it is with --ingest"
                .formatted(nowhere));
    assertThat(time.slept()).hasSizeGreaterThan(3);
  }

  @Test
  void doesNotRepeatWhatIsRefused() {
    service.on(
        "POST /v1/runs",
        409,
        "{\"title\":\"Conflict\",\"detail\":\"too many\",\"code\":\"too-many-runs\"}");

    assertThatThrownBy(() -> client(service.address()).post("/v1/runs", document()))
        .isInstanceOf(RefusedException.class)
        .hasMessage("ingest-service: Conflict (409, too-many-runs): too many");
    assertThat(service.requests()).hasSize(1);
  }

  @Test
  void doesNotPostAgainWhenTheAnswerIsLost() {
    service.on("POST /v1/runs", received -> Answer.NONE);

    assertThatThrownBy(() -> client(service.address()).post("/v1/runs", document()))
        .isInstanceOf(NoAnswerException.class)
        .hasMessageContaining("it may have done what was asked");
    assertThat(service.requests()).hasSize(1);
  }

  @Test
  void sendsABodyAgainWhenTheAnswerIsLost() {
    service.onSequence("POST /v1/imports", Answer.NONE, new Answer(202, "{\"id\":\"7\"}"));
    Content content =
        Content.stream("application/zip", -1, out -> out.write("data".getBytes(UTF_8)));

    assertThat(client(service.address()).send("/v1/imports", content).path("id").asText())
        .isEqualTo("7");
    assertThat(service.requests()).extracting(HttpService.Request::text).containsOnly("data");
  }

  @Test
  void sendsMoreThanFitsInMemory() {
    long[] received = {0};
    service.on(
        "POST /v1/imports",
        request -> {
          received[0] = request.body().length;
          return new Answer(202, "{}");
        });
    byte[] piece = new byte[100_000];
    Content content =
        Content.stream(
            "application/zip",
            -1,
            out -> {
              for (int i = 0; i < 300; i++) {
                out.write(piece);
              }
            });

    client(service.address()).send("/v1/imports", content);

    assertThat(received[0]).isEqualTo(30_000_000);
  }

  @Test
  void endsTheRequestWhenTheBodyCannotBeRead() {
    service.on("POST /v1/imports", 202, "{}");
    Content content =
        Content.stream(
            "application/zip",
            -1,
            out -> {
              out.write(new byte[1_000_000]);
              throw new IOException("the disk is broken");
            });

    assertThatThrownBy(() -> client(service.address()).send("/v1/imports", content))
        .isInstanceOf(UnreadableDataException.class)
        .hasMessageContaining("the disk is broken");
  }

  @Test
  void findsNothingWhereThereIsNothing() {
    assertThat(client(service.address()).find("/v1/models/detector/promotions")).isEmpty();
  }

  @Test
  void saysThatAnotherProgramAnswers() {
    service.on("GET /v1/runs", 200, "<html>");

    assertThatThrownBy(() -> client(service.address()).get("/v1/runs"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("not JSON")
        .hasMessageContaining("--ingest");
  }

  private ServiceClient client(URI address) {
    return new ServiceClient(
        Service.INGEST,
        address,
        HttpClient.newHttpClient(),
        new RetryPolicy(Duration.ofSeconds(10), time, notices::add),
        "bxs_key");
  }

  private static com.fasterxml.jackson.databind.JsonNode document() {
    return JsonNodeFactory.instance.objectNode();
  }
}
