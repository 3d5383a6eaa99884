package io.boxstream.ingest.app;

import io.boxstream.events.TopicAdmin;
import io.boxstream.ingest.webhooks.FakeTool;
import io.boxstream.testbed.TemporaryFolder;
import io.boxstream.testbed.TestBroker;
import io.boxstream.testbed.TestStore;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** A real broker with our topics and a real store, which a test can take away and bring back. */
public final class RunningTestbed implements QuarkusTestResourceLifecycleManager {

  static final String LABEL_STUDIO_SECRET = "secret of Label Studio";
  static final String CVAT_SECRET = "secret of CVAT";

  private TemporaryFolder directory;
  private TestBroker broker;
  private TestStore store;
  private final FakeTool tool = new FakeTool();

  @Override
  public Map<String, String> start() {
    directory = TemporaryFolder.create("ingest-it");
    broker = TestBroker.start(directory.resolve("broker"));
    store = TestStore.start(directory.resolve("store"));
    TopicAdmin.createAll(broker.bootstrapServers());
    Map<String, String> properties = new HashMap<>(webhooks());
    properties.putAll(service());
    return properties;
  }

  private Map<String, String> webhooks() {
    String prefix = "boxstream.ingest.webhooks.";
    return Map.of(
        prefix + "longest-wait",
        "200ms",
        prefix + "max-bytes",
        "64K",
        prefix + "label-studio.secret",
        LABEL_STUDIO_SECRET,
        prefix + "label-studio.base-url",
        tool.address().toString(),
        prefix + "label-studio.token",
        "0123456789abcdef0123456789abcdef01234567",
        prefix + "cvat.secret",
        CVAT_SECRET,
        prefix + "cvat.base-url",
        tool.address().toString(),
        prefix + "cvat.token",
        "cvat-token");
  }

  private Map<String, String> service() {
    return Map.of(
        "kafka.bootstrap.servers",
        broker.bootstrapServers(),
        "boxstream.store.endpoint",
        store.endpoint().toString(),
        "boxstream.store.access-key",
        store.accessKey(),
        "boxstream.store.secret-key",
        store.secretKey(),
        "boxstream.store.bucket",
        "ingest-it",
        "boxstream.work-directory",
        directory.resolve("work").toString(),
        "boxstream.ingest.classes",
        "hat,person,RBC,WBC,Platelets",
        "boxstream.ingest.acknowledgement-timeout",
        "4S",
        "boxstream.ingest.store-timeout",
        "4S",
        "boxstream.ingest.imports.longest-wait",
        "1S");
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(RunningTestbed.class));
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** The server of both labelling tools. */
  FakeTool tool() {
    return tool;
  }

  /** Runs while the broker is down, and starts it again. */
  void withoutBroker(Runnable work) {
    int port = broker.port();
    broker.close();
    try {
      work.run();
    } finally {
      broker = TestBroker.start(directory.resolve("broker"), port);
    }
  }

  /** Runs while the store is down, and starts it again. */
  void withoutStore(Runnable work) {
    int port = store.port();
    store.close();
    try {
      work.run();
    } finally {
      store = TestStore.start(directory.resolve("store"), port);
    }
  }

  @Override
  public void stop() {
    broker.close();
    store.close();
    tool.close();
    directory.close();
  }
}
