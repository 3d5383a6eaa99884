package io.boxstream.trainer.app;

import io.boxstream.events.TopicAdmin;
import io.boxstream.testbed.TestBroker;
import io.boxstream.testbed.TestStore;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A real broker with its topics and a real store for the service under test. */
public final class LocalPlatform implements QuarkusTestResourceLifecycleManager {

  static final String BUCKET = "boxstream-test";

  private TestBroker broker;
  private TestStore store;

  @Override
  public Map<String, String> start() {
    Path directory = newDirectory();
    broker = TestBroker.start(directory.resolve("broker"));
    store = TestStore.start(directory.resolve("store"));
    TopicAdmin.createAll(broker.bootstrapServers());
    return Map.of(
        "kafka.bootstrap.servers", broker.bootstrapServers(),
        "boxstream.store.endpoint", store.endpoint().toString(),
        "boxstream.store.access-key", store.accessKey(),
        "boxstream.store.secret-key", store.secretKey(),
        "boxstream.store.bucket", BUCKET,
        "boxstream.work-directory", directory.resolve("work").toString(),
        "boxstream.trainer.recipe", "quick",
        "boxstream.trainer.start.automatic", "false",
        "quarkus.http.test-port", "0");
  }

  @Override
  public void stop() {
    if (store != null) {
      store.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  private static Path newDirectory() {
    try {
      return Files.createTempDirectory("boxstream-trainer-it");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
