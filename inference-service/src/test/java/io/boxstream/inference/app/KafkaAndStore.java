package io.boxstream.inference.app;

import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.ObjectStores;
import io.boxstream.artifacts.store.StoreSettings;
import io.boxstream.testbed.TemporaryFolder;
import io.boxstream.testbed.TestBroker;
import io.boxstream.testbed.TestStore;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** A real broker and a real store for the service under test, in folders of their own. */
public final class KafkaAndStore implements QuarkusTestResourceLifecycleManager {
  private TemporaryFolder directory;
  private TestBroker broker;
  private TestStore store;

  @Override
  public Map<String, String> start() {
    directory = TemporaryFolder.create("inference-it");
    broker = TestBroker.start(directory.resolve("broker"));
    store = TestStore.start(directory.resolve("store"));
    return Map.of(
        "quarkus.http.test-port", "0",
        "kafka.bootstrap.servers", broker.bootstrapServers(),
        "boxstream.store.endpoint", store.endpoint().toString(),
        "boxstream.store.bucket", "boxstream",
        "boxstream.store.access-key", store.accessKey(),
        "boxstream.store.secret-key", store.secretKey(),
        "boxstream.inference.promotions.retry-initial", "100ms",
        "boxstream.inference.promotions.retry-maximum", "500ms",
        "boxstream.work-directory", directory.resolve("work").toString());
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

  /** Where the service under test finds its broker. */
  static String brokers() {
    return setting("kafka.bootstrap.servers");
  }

  /** The store of the service under test. */
  static ObjectStore connect() {
    return ObjectStores.connect(
        StoreSettings.of(
            setting("boxstream.store.endpoint"),
            setting("boxstream.store.access-key"),
            setting("boxstream.store.secret-key"),
            setting("boxstream.store.bucket")));
  }

  private static String setting(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }
}
