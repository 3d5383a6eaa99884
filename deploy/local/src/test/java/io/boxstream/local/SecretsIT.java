package io.boxstream.local;

import static io.boxstream.local.RunningServices.Service.EVALUATOR;
import static io.boxstream.local.RunningServices.Service.INFERENCE;
import static io.boxstream.local.RunningServices.Service.INGEST;
import static io.boxstream.local.RunningServices.Service.TRAINER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boxstream.access.ApiKey;
import io.boxstream.access.Identity;
import io.boxstream.access.KeyFile;
import io.boxstream.access.KeyHash;
import io.boxstream.access.KeySecret;
import io.boxstream.access.Scope;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.events.Topics;
import io.boxstream.local.RunningServices.Service;
import io.boxstream.local.service.TopicReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.imageio.ImageIO;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The four services with keys, tokens, webhooks and a store, on good and bad days, and a search for
 * every secret in everything that they wrote.
 */
@Tag("system")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SecretsIT {
  /** No secret: shows that the search would find one. */
  private static final String CANARY = "no secret";

  @TempDir Path folder;

  private final SecretSearch search = new SecretSearch();
  private final SecureRandom random = new SecureRandom();
  private final KeySecret administrator = key("API key");
  private final KeySecret expired = key("expired API key");
  private final KeySecret unknown = key("unknown API key");
  private final String labelStudio = search.secret("secret of Label Studio");
  private final String cvat = search.secret("secret of CVAT");
  private final String toolToken = search.secret("token of a tool");
  private final String storePassword = search.secret("wrong password of the store");
  private final String urlPassword = search.secret("password in a URL");
  private final String canary = search.secret(CANARY);
  private final List<HttpResponse<String>> answers = new ArrayList<>();
  private TestIssuer issuer;
  private RunningServices services;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(LocalCheckout.servicesAreBuilt(), "the services are not packaged: run mvn verify");
    Path keys = writeKeys();
    issuer = new TestIssuer();
    services = new RunningServices(folder);
    search.add("password of the store", services.storeSecret());
    Map<String, String> environment = new HashMap<>(issuer.environment());
    environment.put("BOXSTREAM_ACCESS_KEYS_FILE", keys.toString());
    environment.put("BOXSTREAM_INGEST_WEBHOOKS_LABEL_STUDIO_SECRET", labelStudio);
    environment.put("BOXSTREAM_INGEST_WEBHOOKS_LABEL_STUDIO_BASE_URL", tool());
    environment.put("BOXSTREAM_INGEST_WEBHOOKS_LABEL_STUDIO_TOKEN", toolToken);
    environment.put("BOXSTREAM_INGEST_WEBHOOKS_CVAT_SECRET", cvat);
    environment.put("BOXSTREAM_INGEST_WEBHOOKS_CVAT_BASE_URL", tool());
    environment.put("BOXSTREAM_INGEST_WEBHOOKS_CVAT_TOKEN", toolToken);
    environment.put("QUARKUS_LOG_CATEGORY__IO_BOXSTREAM__LEVEL", "DEBUG");
    services.startAll(environment);
  }

  @AfterEach
  void stop() {
    if (services != null) {
      services.close();
      issuer.close();
    }
  }

  @Test
  void noSecretIsInAnythingThatServicesWrite() throws Exception {
    // Given
    services.awaitReady(INGEST, TRAINER, EVALUATOR);
    services.awaitLive(INFERENCE);

    // When
    work();
    showWrongCredentials();
    askWhatIsOpenToReaders();
    deliver();
    startWithMistakes();

    // Then
    lookIntoTopics();
    lookIntoStore();
    services.commandLines().forEach(line -> search.look("a command line", line));
    services.stopServices();
    search.lookBelow(folder.resolve("work"));
    search.lookBelow(services.logs());
    search.lookBelow(folder.resolve("keys"));
    answers.forEach(
        answer ->
            search.look(
                "the answer of "
                    + KeySecret.mask(answer.uri().getPath())
                    + " "
                    + answer.statusCode(),
                answer.headers().map() + "\n" + answer.body()));

    List<String> found = search.found();
    assertThat(found)
        .as("the search finds what is no secret")
        .contains(
            CANARY + " in the topic annotated-images",
            CANARY + " in logs/ingest-service.log",
            CANARY + " in the answer of /v1/images 200")
        .anyMatch(place -> place.startsWith(CANARY + " in work/ingest-service/index.mv"));
    assertThat(found)
        .filteredOn(place -> !place.startsWith(CANARY))
        // A delivery that failed is kept as it came, so that it can be repeated.
        .filteredOn(
            place -> !place.startsWith("password in a URL in work/ingest-service/webhooks/"))
        .isEmpty();
    assertThat(services.log(TRAINER.module())).content().contains("io.boxstream");
  }

  /** An image with a label that is found again, and a token that is good. */
  private void work() throws Exception {
    String good = token("anna", Instant.now().plusSeconds(600));
    assertThat(
            send(upload(
                        "{\"boxes\":[{\"label\":\"%s\",\"xMin\":1,\"yMin\":1,\"xMax\":20,\"yMax\":20}]}"
                            .formatted(canary))
                    .header("Authorization", "Bearer " + good))
                .statusCode())
        .isEqualTo(201);
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> send(get(INGEST, "/v1/images?limit=1"), administrator).body().contains(canary));
  }

  private void showWrongCredentials() throws Exception {
    String stale = token("berta", Instant.now().minusSeconds(600));
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(("admin:" + urlPassword).getBytes(UTF_8));
    for (Service service : Service.values()) {
      String path = service == INFERENCE ? "/v1/model" : "/v1/nothing";
      for (String shown :
          List.of(
              "Bearer " + stale,
              "Bearer " + stale.substring(0, stale.length() - 9) + "AAAAAAAAA",
              "Bearer " + expired.reveal(),
              "Bearer " + unknown.reveal(),
              "Bearer " + administrator.reveal() + "x",
              "Bearer  " + administrator.secret(),
              basic)) {
        assertThat(send(get(service, path).header("Authorization", shown)).statusCode())
            .isEqualTo(401);
      }
      String query = "?access_token=" + stale + "&api_key=" + administrator.reveal();
      assertThat(send(get(service, path + query)).statusCode()).isEqualTo(401);
      // A key where an id belongs: the line of the audit log has the path.
      send(HttpRequest.newBuilder(services.uri(service, "/v1/" + administrator.reveal())).DELETE());
      send(
          HttpRequest.newBuilder(services.uri(service, "/v1/" + administrator.reveal())).DELETE(),
          administrator);
    }
    // Headers that no server reads
    send(get(INGEST, "/v1/images").header("X-Api-Key", administrator.reveal()));
  }

  private void askWhatIsOpenToReaders() throws IOException {
    for (Service service : Service.values()) {
      for (String path : List.of("/q/metrics", "/q/openapi", "/q/health")) {
        HttpResponse<String> answer = send(get(service, path), administrator);
        assertThat(answer.body()).as(path).isNotEmpty();
      }
    }
  }

  private void deliver() throws Exception {
    String task =
        """
        {"action": "ANNOTATION_CREATED",
         "annotation": {"id": 1, "task": 5, "project": 3, "result": [], "was_cancelled": false,
           "created_at": "2026-05-01T10:00:00.000000Z", "updated_at": "2026-05-01T10:00:00.000000Z"},
         "task": {"id": 5, "data": {"image": "%s"}, "project": 3},
         "project": {"id": 3, "title": "Site", "label_config": "<View/>"}}
        """;
    String withPassword =
        "http://user:%s@%s/%s.png?token=%s"
            .formatted(urlPassword, issuer.authority(), canary, urlPassword);
    String forbiddenHost = "http://user:%s@192.0.2.1/a.png".formatted(urlPassword);
    assertThat(delivery("label-studio", task.formatted(withPassword), "Authorization", labelStudio))
        .isEqualTo(202);
    assertThat(
            delivery("label-studio", task.formatted(forbiddenHost), "Authorization", labelStudio))
        .isEqualTo(202);
    assertThat(delivery("label-studio", task.formatted("x"), "Authorization", labelStudio + "x"))
        .isEqualTo(401);
    String job =
        """
        {"event": "update:job", "before_update": {"state": "in progress"},
         "job": {"id": 7, "task_id": 8, "project_id": 4, "stage": "acceptance", "state": "completed",
           "start_frame": 0, "stop_frame": 1, "updated_date": "2026-05-01T10:00:00.000000Z"}}
        """;
    assertThat(delivery("cvat", job, "X-Signature-256", signature(cvat, job))).isEqualTo(202);
    assertThat(delivery("cvat", job, "X-Signature-256", signature(labelStudio, job)))
        .isEqualTo(401);
    // Both tools fail, which the log says.
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                send(get(INGEST, "/v1/webhooks/deliveries"), administrator)
                        .body()
                        .split("answers with status 500", -1)
                        .length
                    > 2);
  }

  private int delivery(String tool, String body, String header, String secret) throws IOException {
    return send(HttpRequest.newBuilder(services.uri(INGEST, "/v1/webhooks/" + tool))
            .header("Content-Type", "application/json")
            .header(header, secret)
            .POST(BodyPublishers.ofString(body)))
        .statusCode();
  }

  /** A store that refuses the password, and addresses with passwords. */
  private void startWithMistakes() throws Exception {
    services.start(
        "wrong-password",
        TRAINER,
        Map.of(
            "BOXSTREAM_STORE_SECRET_KEY", storePassword,
            "QUARKUS_HTTP_PORT", "0",
            "QUARKUS_LOG_CATEGORY__IO_BOXSTREAM__LEVEL", "DEBUG"));
    services.start(
        "password-in-address",
        INGEST,
        Map.of(
            "BOXSTREAM_STORE_ENDPOINT",
            "http://user:%s@127.0.0.1:1".formatted(urlPassword),
            "QUARKUS_HTTP_PORT",
            "0"));
    services.start(
        "password-in-key-set",
        EVALUATOR,
        Map.of(
            "BOXSTREAM_ACCESS_TOKENS_ISSUER",
            "https://login.example.org",
            "BOXSTREAM_ACCESS_TOKENS_KEY_SET",
            "http://user:%s@127.0.0.1:1/keys".formatted(urlPassword),
            "QUARKUS_HTTP_PORT",
            "0"));
    assertThat(services.exitValue("password-in-address")).isEqualTo(1);
    assertThat(services.log("password-in-address"))
        .content()
        .contains("boxstream.store.endpoint", "without user and password");
    assertThat(services.exitValue("password-in-key-set")).isEqualTo(1);
    await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () ->
                Files.readString(services.log("wrong-password")).contains("store")
                    && Files.readString(services.log("wrong-password"))
                        .matches("(?s).*(Signature|AccessDenied|denied|403|refused).*"));
  }

  private void lookIntoTopics() {
    String[] topics = Topics.all().stream().map(topic -> topic.name()).toArray(String[]::new);
    try (TopicReader reader = TopicReader.fromBeginning(services.kafka(), topics)) {
      var ends = reader.ends();
      while (!reader.hasReached(ends)) {
        reader
            .poll(Duration.ofSeconds(1))
            .forEach(
                record -> {
                  String place = "the topic " + record.topic();
                  lookAt(place, record.key());
                  lookAt(place, record.value());
                  for (Header header : record.headers()) {
                    lookAt(place, header.value());
                  }
                });
      }
    }
  }

  private void lookAt(String place, byte[] content) {
    if (content != null) {
      search.look(place, content);
    }
  }

  private void lookIntoStore() {
    try (ObjectStore store = services.connect()) {
      for (String key : store.list("")) {
        search.look("the store's object " + key, key);
        search.look("the store's object " + key, store.get(key));
      }
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request, KeySecret key) throws IOException {
    return send(request.header("Authorization", "Bearer " + key.reveal()));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    HttpResponse<String> answer = services.send(request);
    answers.add(answer);
    return answer;
  }

  private HttpRequest.Builder get(Service service, String path) {
    return HttpRequest.newBuilder(services.uri(service, path));
  }

  private HttpRequest.Builder upload(String labels) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String part = "--part\r\nContent-Disposition: form-data; name=";
    body.writeBytes((part + "\"image\"; filename=\"a.png\"\r\n\r\n").getBytes(UTF_8));
    ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", body);
    body.writeBytes(
        ("\r\n" + part + "\"annotation\"\r\n\r\n" + labels + "\r\n--part--\r\n").getBytes(UTF_8));
    return HttpRequest.newBuilder(services.uri(INGEST, "/v1/images"))
        .header("Content-Type", "multipart/form-data; boundary=part")
        .POST(BodyPublishers.ofByteArray(body.toByteArray()));
  }

  private String token(String subject, Instant expires) throws GeneralSecurityException {
    String token = issuer.token(subject, expires);
    search.add("token of " + subject, token);
    // The signature is what makes it a secret; whoever has it can put the token together again.
    search.add("signature of the token of " + subject, token.substring(token.lastIndexOf('.') + 1));
    return token;
  }

  private String tool() {
    return "http://" + issuer.authority();
  }

  private KeySecret key(String name) {
    KeySecret key = KeySecret.generate(random);
    search.add(name, key.secret());
    return key;
  }

  private Path writeKeys() throws IOException {
    Path file = Files.createDirectories(folder.resolve("keys")).resolve("keys.json");
    new KeyFile(file)
        .change(
            before ->
                List.of(
                    entry("administrator", administrator, Optional.empty()),
                    entry("gone", expired, Optional.of(Instant.now().minusSeconds(60)))));
    return file;
  }

  private ApiKey entry(String name, KeySecret secret, Optional<Instant> expires) {
    return new ApiKey(
        secret.id(),
        Identity.ofKey(name, EnumSet.allOf(Scope.class), Optional.empty()),
        Instant.now().minusSeconds(3600),
        expires,
        KeyHash.of(secret, random));
  }

  private static String signature(String secret, String body) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
  }
}
