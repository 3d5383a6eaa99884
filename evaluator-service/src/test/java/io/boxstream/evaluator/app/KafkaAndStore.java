package io.boxstream.evaluator.app;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.ObjectStores;
import io.boxstream.artifacts.store.StoreSettings;
import io.boxstream.evaluator.EvaluatorTestbed;
import io.boxstream.events.TopicAdmin;
import io.boxstream.testbed.TemporaryFolder;
import io.boxstream.testbed.TestBroker;
import io.boxstream.testbed.TestStore;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A broker and a store for the service, and a way to them for its test. */
public final class KafkaAndStore implements QuarkusTestResourceLifecycleManager {
  // The test and this manager are made by different parties: a static field is where they meet.
  private static EvaluatorTestbed testbed;
  private static Artifacts artifacts;

  private TemporaryFolder directory;
  private TestBroker broker;
  private TestStore server;
  private ObjectStore store;

  static EvaluatorTestbed testbed() {
    return testbed;
  }

  static Artifacts artifacts() {
    return artifacts;
  }

  @Override
  public Map<String, String> start() {
    directory = TemporaryFolder.create("evaluator-it");
    broker = TestBroker.start(directory.resolve("broker"));
    server = TestStore.start(directory.resolve("store"));
    TopicAdmin.createAll(broker.bootstrapServers());
    store =
        ObjectStores.connect(
            StoreSettings.of(
                server.endpoint().toString(), server.accessKey(), server.secretKey(), "boxstream"));
    artifacts = new Artifacts(store);
    testbed = new EvaluatorTestbed(broker.bootstrapServers(), artifacts);
    return Map.of(
        "kafka.bootstrap.servers", broker.bootstrapServers(),
        "boxstream.store.endpoint", server.endpoint().toString(),
        "boxstream.store.access-key", server.accessKey(),
        "boxstream.store.secret-key", server.secretKey(),
        // An untrained network scores anything between 0 and 0.01.
        "boxstream.evaluator.policy.minimum-first-score", "0",
        "boxstream.work-directory", directory.resolve("work").toString(),
        "quarkus.http.test-port", "0");
  }

  @Override
  public void stop() {
    testbed.close();
    store.close();
    server.close();
    broker.close();
    directory.close();
  }
}
