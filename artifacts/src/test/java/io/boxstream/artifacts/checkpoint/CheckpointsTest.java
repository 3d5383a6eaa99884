package io.boxstream.artifacts.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.Samples;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Network;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Position;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.TimePosition;
import io.boxstream.artifacts.store.ConflictingArtifactException;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.artifacts.store.MalformedArtifactException;
import io.boxstream.artifacts.store.ObjectNotFoundException;
import io.boxstream.artifacts.store.UnsupportedVersionException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckpointsTest {
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final Checkpoints checkpoints = new Checkpoints(store);

  @Test
  void givesBackTheManifestThatWasSaved() {
    CheckpointManifest manifest = Samples.manifest("r1-a", 20, 1.25);

    CheckpointId id = checkpoints.save(manifest);

    assertThat(id).hasToString("r1-a-000020");
    assertThat(store.list("")).containsExactly("runs/r1-a/checkpoints/000020.json");
    assertThat(checkpoints.load(id)).isEqualTo(manifest);
    assertThat(checkpoints.load(CheckpointId.parse("r1-a-000020"))).isEqualTo(manifest);
  }

  @Test
  void keepsThePresetOfANetworkOfTheUsersOwn() {
    CheckpointManifest known = Samples.manifest("r1", 20, 1.25);
    CheckpointManifest own = withDescription(known, "{\"name\": \"mine\"}");

    checkpoints.save(own);

    assertThat(checkpoints.load(own.id())).isEqualTo(own);
  }

  /** Releases before presets of one's own wrote no description, and these bytes are compared. */
  @Test
  void writesAndReadsAManifestOfAKnownPresetAsBefore() {
    CheckpointManifest manifest = Samples.manifest("r1", 20, 1.25);
    checkpoints.save(manifest);
    String written = new String(store.get(manifest.id().manifestKey()), UTF_8);

    assertThat(written).doesNotContain("presetDescription");
    assertThat(checkpoints.load(manifest.id())).isEqualTo(manifest);
  }

  @Test
  void keepsThePositionOfARunWithATimeBudget() {
    CheckpointManifest manifest = Samples.manifest("r1", 20, 1.25);
    Position position =
        new Position(
            20,
            0,
            50,
            0.001,
            7,
            Optional.of(new TimePosition(61_500, List.of(0L, 0L, Long.MAX_VALUE))));
    CheckpointManifest timed = with(manifest, manifest.network(), position);

    checkpoints.save(timed);

    assertThat(checkpoints.load(timed.id())).isEqualTo(timed);
  }

  /** Releases before time budgets wrote no time, and these bytes are compared. */
  @Test
  void writesAndReadsAManifestWithoutATimeBudgetAsBefore() {
    CheckpointManifest manifest = Samples.manifest("r1", 20, 1.25);
    checkpoints.save(manifest);
    String written = new String(store.get(manifest.id().manifestKey()), UTF_8);

    assertThat(written).contains("\"position\"").doesNotContain("\"time\"");
    assertThat(checkpoints.load(manifest.id()).position().time()).isEmpty();
  }

  private static CheckpointManifest withDescription(
      CheckpointManifest manifest, String description) {
    Network network = manifest.network();
    return with(
        manifest,
        new Network("mine", Optional.of(description), network.classes(), network.preprocessing()),
        manifest.position());
  }

  private static CheckpointManifest with(
      CheckpointManifest manifest, Network network, Position position) {
    return new CheckpointManifest(
        manifest.runId(),
        manifest.model(),
        manifest.createdAt(),
        network,
        manifest.blobs(),
        position,
        manifest.dataSet(),
        manifest.provenance(),
        manifest.parent(),
        manifest.losses());
  }

  @Test
  void savesTheSameManifestTwice() {
    checkpoints.save(Samples.manifest("r1", 20, 1.25));

    assertThat(checkpoints.save(Samples.manifest("r1", 20, 1.25)).epoch()).isEqualTo(20);
  }

  @Test
  void refusesAnotherManifestForTheSameEpoch() {
    checkpoints.save(Samples.manifest("r1", 20, 1.25));

    assertThatThrownBy(() -> checkpoints.save(Samples.manifest("r1", 20, 1.5)))
        .isInstanceOf(ConflictingArtifactException.class)
        .hasMessageContaining("r1-000020");
    assertThat(checkpoints.load(new CheckpointId("r1", 20)).losses().crossEntropy())
        .isEqualTo(1.25);
  }

  @Test
  void listsARunsCheckpointsByEpoch() {
    for (int epoch : new int[] {100, 5, 20}) {
      checkpoints.save(Samples.manifest("r1", epoch, 1));
    }
    checkpoints.save(Samples.manifest("r10", 1, 1));

    assertThat(checkpoints.list("r1")).extracting(CheckpointId::epoch).containsExactly(5, 20, 100);
    assertThat(checkpoints.latest("r1").orElseThrow().position().epoch()).isEqualTo(100);
    assertThat(checkpoints.latest("none")).isEmpty();
  }

  @Test
  void saysWhichReleaseAManifestNeeds() {
    CheckpointId id = new CheckpointId("r1", 1);
    store.put(id.manifestKey(), "{\"kind\":\"checkpoint-manifest\",\"version\":2}".getBytes(UTF_8));

    assertThatThrownBy(() -> checkpoints.load(id))
        .isInstanceOf(UnsupportedVersionException.class)
        .hasMessage(
            "runs/r1/checkpoints/000001.json is a checkpoint-manifest of version 2;"
                + " this release reads up to 1");
  }

  @Test
  void refusesWhatIsNoManifest() {
    CheckpointId id = new CheckpointId("r1", 1);
    String[] documents = {
      "",
      "not json",
      "[]",
      "null",
      "{\"kind\":\"run\",\"version\":1}",
      "{\"kind\":\"checkpoint-manifest\"}",
      "{\"kind\":\"checkpoint-manifest\",\"version\":1,\"runId\":\"r1\"}"
    };
    for (String document : documents) {
      store.put(id.manifestKey(), document.getBytes(UTF_8));

      assertThatThrownBy(() -> checkpoints.load(id))
          .as(document)
          .isInstanceOf(MalformedArtifactException.class)
          .hasMessageContaining(id.manifestKey());
    }
  }

  @Test
  void saysThatThereIsNone() {
    assertThatThrownBy(() -> checkpoints.load(new CheckpointId("r1", 1)))
        .isInstanceOf(ObjectNotFoundException.class);
    assertThat(checkpoints.find(new CheckpointId("r1", 1))).isEmpty();
  }

  @Test
  void refusesTextThatIsNoId() {
    for (String text : new String[] {"", "r1", "r1-20", "../x-000001", "-000001", "a/b-000001"}) {
      assertThatThrownBy(() -> CheckpointId.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
