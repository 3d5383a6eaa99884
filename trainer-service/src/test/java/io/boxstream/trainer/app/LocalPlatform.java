package io.boxstream.trainer.app;

import io.boxstream.events.TopicAdmin;
import io.boxstream.testbed.TemporaryFolder;
import io.boxstream.testbed.TestBroker;
import io.boxstream.testbed.TestStore;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A real broker with its topics and a real store for the service under test. */
public final class LocalPlatform implements QuarkusTestResourceLifecycleManager {

  static final String BUCKET = "boxstream-test";

  private TemporaryFolder directory;
  private TestBroker broker;
  private TestStore store;

  @Override
  public Map<String, String> start() {
    directory = TemporaryFolder.create("boxstream-trainer-it");
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
    directory.close();
  }
}
