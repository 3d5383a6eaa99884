package io.boxstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestBoxTest {

  @TempDir Path directory;

  @Test
  void givesBackWhatItKeepsInTheOrderOfTheRequests() {
    RunRequest later = request("b", 20, new RunOverrides("quick", null, 3, null, 0.5, null));
    RunRequest earlier = request("c", 10, RunOverrides.none());
    RequestBox box = new RequestBox(directory);
    box.save(later);
    box.save(earlier);
    box.save(request("a", 5, RunOverrides.none()));
    box.remove("a");

    assertThat(new RequestBox(directory).load()).containsExactly(earlier, later);
  }

  @Test
  void leavesAFileThatItCannotReadAndGoesOn() throws Exception {
    RequestBox box = new RequestBox(directory);
    Path broken = Files.writeString(directory.resolve("x.json"), "{\"id\":");
    box.save(request("a", 5, RunOverrides.none()));

    assertThat(box.load()).extracting(RunRequest::id).containsExactly("a");
    assertThat(broken).exists();
  }

  private static RunRequest request(String id, long second, RunOverrides overrides) {
    return new RunRequest(id, Instant.ofEpochSecond(second), RunRequest.BY_HAND, overrides);
  }
}
