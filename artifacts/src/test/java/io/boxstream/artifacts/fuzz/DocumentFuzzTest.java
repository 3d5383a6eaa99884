package io.boxstream.artifacts.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.document.ArtifactJson;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.store.ArtifactException;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Manifests, runs and promotions: the documents that services act on. */
@Tag("fuzz")
class DocumentFuzzTest {

  private static final List<ArtifactJson<?>> KINDS =
      List.of(
          new ArtifactJson<>("checkpoint-manifest", 1, CheckpointManifest.class),
          new ArtifactJson<>("run", 1, RunRecord.class),
          new ArtifactJson<>("promotion", 1, Promotion.class));

  @FuzzTest(maxDuration = "1m")
  void readsOrRefuses(byte[] document) {
    for (ArtifactJson<?> kind : KINDS) {
      try {
        kind.read("key", document);
      } catch (ArtifactException refused) {
        // What a document that cannot be read is reported as.
      }
    }
  }
}
