package io.boxstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRequestStoreTest {

  @TempDir Path directory;

  @Test
  void givesBackWhatItKeepsInTheOrderOfTheRequests() {
    RunRequest later = request("b", 20, new RunOverrides("quick", null, 3, null, 0.5, null));
    RunRequest earlier = request("c", 10, RunOverrides.none());
    RunRequestStore requests = new RunRequestStore(directory);
    requests.save(later);
    requests.save(earlier);
    requests.save(request("a", 5, RunOverrides.none()));
    requests.remove("a");

    assertThat(new RunRequestStore(directory).load()).containsExactly(earlier, later);
  }

  @Test
  void leavesAFileThatItCannotReadAndGoesOn() throws Exception {
    RunRequestStore requests = new RunRequestStore(directory);
    Path broken = Files.writeString(directory.resolve("x.json"), "{\"id\":");
    requests.save(request("a", 5, RunOverrides.none()));

    assertThat(requests.load()).extracting(RunRequest::id).containsExactly("a");
    assertThat(broken).exists();
  }

  @Test
  void keepsTheTimeAndTheRuleForEarlyStopping() {
    RunRequest timed =
        request(
            "a",
            5,
            RunOverrides.none()
                .withMinutes(2.5)
                .withEarlyStopping(new EarlyStoppingOverrides(3, 0.01)));
    new RunRequestStore(directory).save(timed);

    assertThat(new RunRequestStore(directory).load()).containsExactly(timed);
  }

  @Test
  void readsARequestOfAReleaseWithoutThem() throws Exception {
    Files.writeString(
        directory.resolve("a.json"),
        """
        {"id": "a", "requestedAt": 5, "requestedBy": "hand", "overrides":
        {"recipe": "quick", "preset": null, "epochs": 3, "batch": null, "learningRate": null,
        "seed": null}}
        """);

    assertThat(new RunRequestStore(directory).load())
        .containsExactly(request("a", 5, new RunOverrides("quick", null, 3, null, null, null)));
  }

  private static RunRequest request(String id, long second, RunOverrides overrides) {
    return new RunRequest(id, Instant.ofEpochSecond(second), RunRequest.BY_HAND, overrides);
  }
}
