package io.boxstream.artifacts.promotion;

import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.ObjectStores;
import io.boxstream.artifacts.store.StoreSettings;
import io.boxstream.testbed.OnTestbed;
import io.boxstream.testbed.TestStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

@OnTestbed
class PromotionChainIT extends PromotionChainContract {
  @TempDir static Path folder;

  private static TestStore server;
  private final List<ObjectStore> opened = new ArrayList<>();

  @BeforeAll
  static void startServer() {
    server = TestStore.start(folder);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @AfterEach
  void closeClients() {
    opened.forEach(ObjectStore::close);
  }

  @Override
  ObjectStore freshStore() {
    ObjectStore store =
        ObjectStores.connect(
            StoreSettings.of(
                server.endpoint().toString(),
                server.accessKey(),
                server.secretKey(),
                uniqueBucket()));
    opened.add(store);
    return store;
  }
}
