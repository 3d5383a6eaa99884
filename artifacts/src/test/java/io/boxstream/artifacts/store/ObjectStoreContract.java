package io.boxstream.artifacts.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store must do. Each adapter runs all of it; there are no declared differences. */
abstract class ObjectStoreContract {
  private static final int WRITERS = 8;
  private static final int ROUNDS = 60;

  @TempDir Path directory;

  /** A store that is empty, or that no other test writes the same keys to. */
  abstract ObjectStore store();

  @Test
  void listsInPartsWhatItListsAsAWhole() {
    for (String key :
        List.of(
            "contract/a",
            "contract/parts/1",
            "contract/parts/2",
            "contract/parts/3/x",
            "contract/parts/4",
            "contract/partt/1")) {
      store().put(key, key.getBytes(UTF_8));
    }
    List<ObjectStat> whole = store().listStats("contract/parts/");

    assertThat(store().listStats("contract/parts/", "", 3)).isEqualTo(whole.subList(0, 3));
    assertThat(store().listStats("contract/parts/", "contract/parts/2", 3))
        .isEqualTo(whole.subList(2, 4));
    assertThat(store().listStats("contract/parts/", "contract/parts/4", 3)).isEmpty();
    assertThat(store().listStats("contract/parts/", "", 4)).isEqualTo(whole).hasSize(4);
  }

  @Test
  void givesBackWhatWasPut() {
    store().put("contract/put/a.json", bytes("{}"));

    assertThat(store().get("contract/put/a.json")).asString(UTF_8).isEqualTo("{}");
    assertThat(store().stat("contract/put/a.json")).map(ObjectStat::size).contains(2L);
  }

  @Test
  void keepsAnEmptyObject() {
    store().put("contract/empty", new byte[0]);

    assertThat(store().get("contract/empty")).isEmpty();
    assertThat(store().stat("contract/empty")).map(ObjectStat::size).contains(0L);
  }

  @Test
  void replacesAnObjectThatIsPutAgain() {
    store().put("contract/again", bytes("one"));

    store().put("contract/again", bytes("second"));

    assertThat(store().get("contract/again")).asString(UTF_8).isEqualTo("second");
  }

  @Test
  void storesAFileOfSeveralMegabytes() throws IOException {
    byte[] content = new byte[(11 << 20) + 3];
    new Random(1).nextBytes(content);
    Path file = Files.write(directory.resolve("a file with spaces.params"), content);

    store().put("contract/file", file);

    assertThat(store().get("contract/file")).isEqualTo(content);
  }

  @Test
  void opensAStreamFromAnOffset() throws IOException {
    store().put("contract/offset", bytes("0123456789"));

    try (InputStream in = store().openStream("contract/offset", 7)) {
      assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("789");
    }
  }

  @Test
  void saysThatAnObjectIsNotThere() {
    assertThat(store().stat("contract/none")).isEmpty();
    assertThatThrownBy(() -> store().get("contract/none"))
        .isInstanceOf(ObjectNotFoundException.class)
        .hasMessageContaining("contract/none");
    assertThatThrownBy(() -> store().openStream("contract/none", 0))
        .isInstanceOf(ObjectNotFoundException.class);
  }

  @Test
  void createsAnObjectOnlyOnce() {
    assertThat(store().putIfAbsent("contract/once", bytes("first"))).isTrue();

    assertThat(store().putIfAbsent("contract/once", bytes("second"))).isFalse();

    assertThat(store().get("contract/once")).asString(UTF_8).isEqualTo("first");
  }

  @Test
  void letsExactlyOneOfRacingWritersCreateAnObject() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(WRITERS);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        String key = "contract/race/" + round;

        List<Integer> winners = race(executor, key);

        assertThat(winners).as("winners of round %d", round).hasSize(1);
        assertThat(store().get(key)).asString(UTF_8).isEqualTo("writer " + winners.get(0));
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void passesTheProbeThatPromotingServicesRun() {
    assertThatCode(() -> new ConditionalWriteProbe(store()).check()).doesNotThrowAnyException();
    assertThat(store().list("probes/")).isEmpty();
  }

  @Test
  void listsKeysUnderAPrefixInOrder() {
    List<String> keys =
        List.of("contract/list/00000010.json", "contract/list/00000002.json", "contract/list/x/y");
    keys.forEach(key -> store().put(key, bytes(key)));
    store().put("contract/listing", bytes("not under the folder"));

    assertThat(store().list("contract/list/"))
        .containsExactly(
            "contract/list/00000002.json", "contract/list/00000010.json", "contract/list/x/y");
    assertThat(store().list("contract/nothing/")).isEmpty();
  }

  @Test
  void listsTheMetadataThatASingleObjectHas() {
    List<String> keys = List.of("contract/stats/a", "contract/stats/b/c");
    keys.forEach(key -> store().put(key, bytes(key)));

    List<ObjectStat> listed = store().listStats("contract/stats/");

    assertThat(listed).extracting(ObjectStat::key).containsExactlyElementsOf(keys);
    assertThat(listed)
        .allSatisfy(stat -> assertThat(store().stat(stat.key())).contains(stat))
        .allSatisfy(stat -> assertThat(stat.size()).isEqualTo(stat.key().length()))
        .allSatisfy(stat -> assertThat(stat.modified()).isBeforeOrEqualTo(Instant.now()))
        .allSatisfy(stat -> assertThat(stat.modified()).isAfter(Instant.now().minusSeconds(60)));
  }

  @Test
  void listsMoreKeysThanFitIntoOneAnswer() {
    for (int i = 0; i < 1005; i++) {
      store().put(String.format("contract/many/%04d", i), new byte[0]);
    }

    assertThat(store().list("contract/many/")).hasSize(1005).last().isEqualTo("contract/many/1004");
  }

  @Test
  void listsFolders() {
    store().put("contract/folders/b/run.json", bytes("{}"));
    store().put("contract/folders/a/run.json", bytes("{}"));
    store().put("contract/folders/a/deep/er.json", bytes("{}"));
    store().put("contract/folders/file.json", bytes("{}"));

    assertThat(store().folders("contract/folders/")).containsExactly("a", "b");
  }

  @Test
  void deletesAnObjectAndMissesNone() {
    store().put("contract/delete", bytes("x"));

    store().delete("contract/delete");

    assertThat(store().stat("contract/delete")).isEmpty();
    assertThatCode(() -> store().delete("contract/delete")).doesNotThrowAnyException();
  }

  @Test
  void refusesKeysThatLeaveTheirFolder() {
    for (String key : List.of("", "/a", "a/../b", "a//b", "a/", "a b", "a/.hidden")) {
      assertThatThrownBy(() -> store().put(key, new byte[0]))
          .as("key '%s'", key)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private List<Integer> race(ExecutorService executor, String key) throws Exception {
    CyclicBarrier start = new CyclicBarrier(WRITERS);
    List<Future<Boolean>> writes = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      byte[] content = bytes("writer " + writer);
      Callable<Boolean> write =
          () -> {
            start.await();
            return store().putIfAbsent(key, content);
          };
      writes.add(executor.submit(write));
    }
    List<Integer> winners = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      if (writes.get(writer).get()) {
        winners.add(writer);
      }
    }
    return winners;
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
