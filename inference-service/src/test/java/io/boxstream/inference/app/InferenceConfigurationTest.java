package io.boxstream.inference.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.inference.app.InferenceConfiguration.Delivery;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InferenceConfigurationTest {
  private static final Map<String, String> CREDENTIALS =
      Map.of("boxstream.store.access-key", "key", "boxstream.store.secret-key", "secret");

  @Test
  void hasADefaultForAllButTheCredentials() {
    InferenceConfiguration configuration = read(Map.of());

    assertThat(configuration.model()).isEqualTo("detector");
    assertThat(configuration.workDirectory()).isEqualTo(Path.of("boxstream-state/inference"));
    assertThat(configuration.store().endpoint()).isEqualTo(URI.create("http://127.0.0.1:9000"));
    assertThat(configuration.store().accessKey()).isEqualTo("key");
    assertThat(configuration.store().secretKey()).isEqualTo("secret");
    assertThat(configuration.store().bucket()).isEqualTo("boxstream");
    assertThat(configuration.store().region()).isEqualTo("us-east-1");
    InferenceConfiguration.Inference inference = configuration.inference();
    assertThat(inference.threshold()).isEmpty();
    assertThat(inference.batches().maximum()).isEqualTo(4);
    assertThat(inference.batches().linger()).isZero();
    assertThat(inference.batches().queueMemory().asLongValue()).isEqualTo(128 << 20);
    assertThat(inference.batches().instances()).isEmpty();
    assertThat(inference.batches().decoders()).isEmpty();
    assertThat(inference.batches().latencyObjective()).isEmpty();
    assertThat(inference.batches().shares().http()).isEqualTo(3);
    assertThat(inference.batches().shares().topic()).isEqualTo(1);
    assertThat(inference.images().maxSize().asLongValue()).isEqualTo(20 << 20);
    assertThat(inference.images().maxSide()).isEqualTo(16_384);
    assertThat(inference.images().maxPixels()).isEqualTo(50_000_000);
    assertThat(inference.requests().group()).isEqualTo("boxstream-inference");
    assertThat(inference.requests().maxPollRecords()).isEqualTo(32);
    assertThat(inference.requests().delivery()).isEqualTo(Delivery.AT_LEAST_ONCE);
    assertThat(inference.requests().transactionalId()).isEmpty();
    assertThat(inference.requests().transactionTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(inference.requests().replyTopics()).isEmpty();
    assertThat(inference.requests().references().storeFolders()).isEmpty();
    assertThat(inference.requests().references().allowedHosts()).isEmpty();
    assertThat(inference.requests().references().privateHosts()).isEmpty();
    assertThat(inference.requests().references().timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(inference.requests().references().patience()).isEqualTo(Duration.ofMinutes(5));
    assertThat(inference.http().maxInFlight()).isEqualTo(64);
    assertThat(inference.http().maxImages()).isEqualTo(16);
    assertThat(inference.http().maxRequestSize().asLongValue()).isEqualTo(32 << 20);
    assertThat(inference.http().memory().asLongValue()).isEqualTo(128 << 20);
    assertThat(inference.http().timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(inference.promotions().poll()).isEqualTo(Duration.ofSeconds(15));
    assertThat(inference.promotions().retryInitial()).isEqualTo(Duration.ofSeconds(1));
    assertThat(inference.promotions().retryMaximum()).isEqualTo(Duration.ofMinutes(1));
    assertThat(inference.hardExamples().perHour()).isEqualTo(10);
    assertThat(inference.hardExamples().window()).isEqualTo(Duration.ofMinutes(5));
    assertThat(inference.hardExamples().minimumScore()).isEqualTo(0.1);
    assertThat(inference.hardExamples().memory().asLongValue()).isEqualTo(64 << 20);
    assertThat(inference.drift().enabled()).isTrue();
    assertThat(inference.drift().images()).isEqualTo(600);
    assertThat(inference.drift().window()).isEqualTo(Duration.ofHours(1));
    assertThat(inference.drift().minimumEffect()).isEqualTo(0.05);
    assertThat(inference.drift().processorShare()).isEqualTo(0.01);
  }

  @Test
  void takesEveryKey() {
    InferenceConfiguration configuration =
        read(
            Map.ofEntries(
                Map.entry("boxstream.model", "hats"),
                Map.entry("boxstream.work-directory", "/var/lib/boxstream"),
                Map.entry("boxstream.store.endpoint", "https://store:443"),
                Map.entry("boxstream.store.bucket", "bucket"),
                Map.entry("boxstream.store.region", "eu-west-1"),
                Map.entry("boxstream.inference.threshold", "0.5"),
                Map.entry("boxstream.inference.batches.maximum", "16"),
                Map.entry("boxstream.inference.batches.linger", "4ms"),
                Map.entry("boxstream.inference.batches.instances", "2"),
                Map.entry("boxstream.inference.batches.queue-memory", "1G"),
                Map.entry("boxstream.inference.batches.decoders", "3"),
                Map.entry("boxstream.inference.batches.latency-objective", "80ms"),
                Map.entry("boxstream.inference.batches.shares.http", "5"),
                Map.entry("boxstream.inference.batches.shares.topic", "2"),
                Map.entry("boxstream.inference.images.max-size", "1M"),
                Map.entry("boxstream.inference.images.max-side", "1000"),
                Map.entry("boxstream.inference.images.max-pixels", "1000000"),
                Map.entry("boxstream.inference.requests.group", "night-shift"),
                Map.entry("boxstream.inference.requests.max-poll-records", "5"),
                Map.entry("boxstream.inference.requests.delivery", "exactly-once"),
                Map.entry("boxstream.inference.requests.transactional-id", "boxstream-inference-1"),
                Map.entry("boxstream.inference.requests.transaction-timeout", "14s"),
                Map.entry("boxstream.inference.requests.reply-topics", "replies-a,replies-b-*"),
                Map.entry("boxstream.inference.requests.references.store-folders", "a/,b/"),
                Map.entry("boxstream.inference.requests.references.allowed-hosts", "c.example"),
                Map.entry("boxstream.inference.requests.references.private-hosts", "d:80,e"),
                Map.entry("boxstream.inference.requests.references.timeout", "15s"),
                Map.entry("boxstream.inference.requests.references.patience", "16s"),
                Map.entry("boxstream.inference.http.max-in-flight", "6"),
                Map.entry("boxstream.inference.http.max-images", "3"),
                Map.entry("boxstream.inference.http.max-request-size", "2M"),
                Map.entry("boxstream.inference.http.memory", "4M"),
                Map.entry("boxstream.inference.http.timeout", "7s"),
                Map.entry("boxstream.inference.promotions.poll", "8s"),
                Map.entry("boxstream.inference.promotions.retry-initial", "9s"),
                Map.entry("boxstream.inference.promotions.retry-maximum", "10s"),
                Map.entry("boxstream.inference.hard-examples.per-hour", "11"),
                Map.entry("boxstream.inference.hard-examples.window", "12s"),
                Map.entry("boxstream.inference.hard-examples.minimum-score", "0.25"),
                Map.entry("boxstream.inference.hard-examples.memory", "13M"),
                Map.entry("boxstream.inference.drift.enabled", "false"),
                Map.entry("boxstream.inference.drift.images", "100"),
                Map.entry("boxstream.inference.drift.window", "17m"),
                Map.entry("boxstream.inference.drift.minimum-effect", "0.5"),
                Map.entry("boxstream.inference.drift.processor-share", "0.125")));

    assertThat(configuration.model()).isEqualTo("hats");
    assertThat(configuration.workDirectory()).isEqualTo(Path.of("/var/lib/boxstream"));
    assertThat(configuration.store().endpoint()).isEqualTo(URI.create("https://store:443"));
    assertThat(configuration.store().bucket()).isEqualTo("bucket");
    assertThat(configuration.store().region()).isEqualTo("eu-west-1");
    InferenceConfiguration.Inference inference = configuration.inference();
    assertThat(inference.threshold()).hasValue(0.5);
    assertThat(inference.batches().maximum()).isEqualTo(16);
    assertThat(inference.batches().linger()).isEqualTo(Duration.ofMillis(4));
    assertThat(inference.batches().instances()).hasValue(2);
    assertThat(inference.batches().queueMemory().asLongValue()).isEqualTo(1 << 30);
    assertThat(inference.batches().decoders()).hasValue(3);
    assertThat(inference.batches().latencyObjective()).contains(Duration.ofMillis(80));
    assertThat(inference.batches().shares().http()).isEqualTo(5);
    assertThat(inference.batches().shares().topic()).isEqualTo(2);
    assertThat(inference.images().maxSize().asLongValue()).isEqualTo(1 << 20);
    assertThat(inference.images().maxSide()).isEqualTo(1000);
    assertThat(inference.images().maxPixels()).isEqualTo(1_000_000);
    assertThat(inference.requests().group()).isEqualTo("night-shift");
    assertThat(inference.requests().maxPollRecords()).isEqualTo(5);
    assertThat(inference.requests().delivery()).isEqualTo(Delivery.EXACTLY_ONCE);
    assertThat(inference.requests().transactionalId()).hasValue("boxstream-inference-1");
    assertThat(inference.requests().transactionTimeout()).isEqualTo(Duration.ofSeconds(14));
    assertThat(inference.requests().replyTopics()).hasValue(List.of("replies-a", "replies-b-*"));
    InferenceConfiguration.References references = inference.requests().references();
    assertThat(references.storeFolders()).hasValue(List.of("a/", "b/"));
    assertThat(references.allowedHosts()).hasValue(List.of("c.example"));
    assertThat(references.privateHosts()).hasValue(List.of("d:80", "e"));
    assertThat(references.timeout()).isEqualTo(Duration.ofSeconds(15));
    assertThat(references.patience()).isEqualTo(Duration.ofSeconds(16));
    assertThat(inference.http().maxInFlight()).isEqualTo(6);
    assertThat(inference.http().maxImages()).isEqualTo(3);
    assertThat(inference.http().maxRequestSize().asLongValue()).isEqualTo(2 << 20);
    assertThat(inference.http().memory().asLongValue()).isEqualTo(4 << 20);
    assertThat(inference.http().timeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(inference.promotions().poll()).isEqualTo(Duration.ofSeconds(8));
    assertThat(inference.promotions().retryInitial()).isEqualTo(Duration.ofSeconds(9));
    assertThat(inference.promotions().retryMaximum()).isEqualTo(Duration.ofSeconds(10));
    assertThat(inference.hardExamples().perHour()).isEqualTo(11);
    assertThat(inference.hardExamples().window()).isEqualTo(Duration.ofSeconds(12));
    assertThat(inference.hardExamples().minimumScore()).isEqualTo(0.25);
    assertThat(inference.hardExamples().memory().asLongValue()).isEqualTo(13 << 20);
    assertThat(inference.drift().enabled()).isFalse();
    assertThat(inference.drift().images()).isEqualTo(100);
    assertThat(inference.drift().window()).isEqualTo(Duration.ofMinutes(17));
    assertThat(inference.drift().minimumEffect()).isEqualTo(0.5);
    assertThat(inference.drift().processorShare()).isEqualTo(0.125);
  }

  private static InferenceConfiguration read(Map<String, String> keys) {
    Map<String, String> all = new HashMap<>(CREDENTIALS);
    all.putAll(keys);
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(InferenceConfiguration.class)
        .withSources(new PropertiesConfigSource(all, "test", 100))
        .build()
        .getConfigMapping(InferenceConfiguration.class);
  }
}
