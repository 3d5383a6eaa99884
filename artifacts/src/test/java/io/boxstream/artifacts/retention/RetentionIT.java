package io.boxstream.artifacts.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.store.ObjectStat;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.ObjectStores;
import io.boxstream.artifacts.store.StoreSettings;
import io.boxstream.testbed.OnTestbed;
import io.boxstream.testbed.TestStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Retention on a real S3 server, whose modification times and listings it relies on. */
@OnTestbed
class RetentionIT {
  private static final RetentionSettings SETTINGS =
      new RetentionSettings(
          Duration.ofDays(7), 1, 1, Duration.ofDays(365), Duration.ofDays(45), Duration.ofHours(2));

  @TempDir static Path folder;

  private static TestStore server;
  private static ObjectStore store;

  @BeforeAll
  static void startServer() {
    server = TestStore.start(folder);
    store =
        ObjectStores.connect(
            StoreSettings.of(
                server.endpoint().toString(), server.accessKey(), server.secretKey(), "kept"));
  }

  @AfterAll
  static void stopServer() {
    store.close();
    server.close();
  }

  @Test
  void removesWhatIsExpendableAndNothingElse() {
    // Given two runs, a promotion, an image, and the blob of a writer that was killed
    Artifacts artifacts = new Artifacts(store);
    StoredRuns runs = new StoredRuns(artifacts, Clock.systemUTC());
    runs.finishedRun("r1", 0.1, 0.3, 0.2);
    runs.finishedRun("r2", 0.1, 0.2);
    runs.promote(new CheckpointId("r1", 1));
    Blobs images = new Blobs(store);
    var image = images.put(new byte[] {1, 2, 3});
    var orphan = runs.blob("of a writer that was killed");
    int before = store.list("").size();

    // When it is swept now, eight days later, and after the grace period
    assertThat(retention(Duration.ZERO).sweep().removed()).isEmpty();
    assertThat(store.list("")).as("the list and the time").hasSize(before + 2);
    RetentionReport condemned = retention(Duration.ofDays(8)).sweep();
    RetentionReport removed = retention(Duration.ofDays(9)).sweep();

    // Then what is needed is there, and the rest is not
    assertThat(condemned.removed()).containsExactly(orphan.key());
    assertThat(removed.removed())
        .contains("runs/r1/checkpoints/000002.json", "runs/r1/checkpoints/000003.json")
        .hasSize(3 + 3 * 3);
    assertThat(artifacts.checkpoints().list("r1")).containsExactly(new CheckpointId("r1", 1));
    assertThat(artifacts.checkpoints().list("r2")).containsExactly(new CheckpointId("r2", 2));
    assertThat(images.contains(image)).isTrue();
    assertThat(artifacts.promotions(StoredRuns.MODEL).history()).hasSize(1);
    assertThat(DanglingReferences.in(store, SETTINGS.checkpoints(), Clock.systemUTC().instant()))
        .isEmpty();
    long blobs = store.listStats(Blobs.MODELS).stream().mapToLong(ObjectStat::size).sum();
    assertThat(removed.categories().get(Category.BLOBS).kept().bytes()).isEqualTo(blobs);
  }

  private static Retention retention(Duration later) {
    return new Retention(later(later), SETTINGS, RetentionListener.NONE, System::nanoTime);
  }

  /** The real store, where the time that retention asks for is later. */
  private static ObjectStore later(Duration later) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) -> {
              try {
                Object answer = method.invoke(store, arguments);
                boolean isTime =
                    method.getName().equals("stat")
                        && List.of(arguments).contains("retention/time");
                return isTime ? ((Optional<?>) answer).map(stat -> move(stat, later)) : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static ObjectStat move(Object stat, Duration later) {
    ObjectStat found = (ObjectStat) stat;
    return new ObjectStat(found.key(), found.size(), found.modified().plus(later));
  }
}
