package io.boxstream.ingest.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.ingest.webhooks.Payloads;
import io.boxstream.ingest.webhooks.WebhookMetrics;
import io.boxstream.ingest.webhooks.tool.CvatStage;
import io.boxstream.rest.problem.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookSecretsTest {

  private static final String LABEL_STUDIO = "boxstream.ingest.webhooks.label-studio.";
  private static final String CVAT = "boxstream.ingest.webhooks.cvat.";
  private static final byte[] BODY = "{}".getBytes(UTF_8);

  @Test
  void withoutASecretTheAnswerNamesTheKey() {
    WebhookSecrets secrets = secrets(Map.of());

    assertProblem(() -> secrets.requireLabelStudio(name -> "any"), 403, LABEL_STUDIO + "secret");
    assertProblem(secrets::requireCvat, 403, CVAT + "secret");
    assertProblem(secrets(Map.of(CVAT + "secret", "s"))::requireCvat, 403, CVAT + "base-url");
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, Bearer key, true",
    "Authorization, bearer key, true",
    "Authorization, key, true",
    "Authorization, Bearer Key, false",
    "Authorization, Basic key, false",
    "Authorization, keykey, false",
    "Authorization, '', false",
    "X-Boxstream-Secret, key, true",
    "X-Boxstream-Secret, kex, false",
  })
  void theHeaderMustHaveTheSecret(String header, String value, boolean right) {
    WebhookSecrets secrets =
        secrets(Map.of(LABEL_STUDIO + "secret", "key", LABEL_STUDIO + "secret-header", header));

    if (right) {
      secrets.requireLabelStudio(name -> name.equals(header) ? value : null);
    } else {
      assertProblem(() -> secrets.requireLabelStudio(name -> value), 401, header);
    }
  }

  @Test
  void theSignatureMustBeThatOfTheBody() {
    WebhookSecrets secrets = secrets(Map.of(CVAT + "secret", "key", CVAT + "base-url", "http://c"));
    String right = Payloads.signature("key", "{}");

    secrets.requireCvat();
    secrets.requireCvat(right, BODY);

    assertProblem(() -> secrets.requireCvat(null, BODY), 401, "X-Signature-256");
    assertProblem(() -> secrets.requireCvat(right, "{ }".getBytes(UTF_8)), 401, "signature");
    assertProblem(
        () -> secrets.requireCvat(Payloads.signature("kez", "{}"), BODY), 401, "signature");
  }

  /** The example of RFC 4231, section 4.3. */
  @Test
  void theSignatureIsAnHmacOfSha256() {
    WebhookSecrets secrets =
        secrets(Map.of(CVAT + "secret", "Jefe", CVAT + "base-url", "http://c"));

    secrets.requireCvat(
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "what do ya want for nothing?".getBytes(UTF_8));
  }

  @Test
  void everyKeyButTheSecretsHasADefaultOrIsOptional() {
    WebhookConfig config = config(Map.of());

    assertThat(config.allowedHosts()).isEmpty();
    assertThat(config.privateHosts()).isEmpty();
    assertThat(config.maxBytes().asLongValue()).isEqualTo(8L << 20);
    assertThat(config.waiting()).isEqualTo(10_000);
    assertThat(config.waitingBytes().asLongValue()).isEqualTo(1L << 30);
    assertThat(config.fetchTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.longestWait()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.giveUpAfter()).isEqualTo(Duration.ofHours(24));
    assertThat(config.labelStudio().secretHeader()).isEqualTo("Authorization");
    assertThat(config.labelStudio().baseUrl()).isEqualTo(Optional.empty());
    assertThat(config.cvat().stage()).isEqualTo(CvatStage.ANNOTATION);
  }

  private static void assertProblem(Runnable check, int status, String detail) {
    assertThatThrownBy(check::run)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().status()).isEqualTo(status);
              assertThat(e.problem().detail()).contains(detail);
            });
  }

  private static WebhookSecrets secrets(Map<String, String> keys) {
    return new WebhookSecrets(config(keys), new WebhookMetrics(new SimpleMeterRegistry()));
  }

  private static WebhookConfig config(Map<String, String> keys) {
    Map<String, String> all = new HashMap<>(keys);
    all.put("boxstream.store.access-key", "key");
    all.put("boxstream.store.secret-key", "secret");
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(IngestConfig.class)
        .withSources(new PropertiesConfigSource(all, "test", 100))
        .build()
        .getConfigMapping(IngestConfig.class)
        .ingest()
        .webhooks();
  }
}
