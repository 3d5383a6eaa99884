package io.boxstream.cli.runs;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.cli.client.ServiceClient;
import io.boxstream.cli.client.Time;
import io.boxstream.cli.output.Progress;
import io.boxstream.cli.output.Words;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Waits for the end of a run and shows how far it is. */
public final class RunFollower {

  private static final Duration POLL = Duration.ofSeconds(1);

  private final ServiceClient trainer;
  private final Progress progress;
  private final Time time;
  private final Set<String> told = new HashSet<>();

  public RunFollower(ServiceClient trainer, Progress progress, Time time) {
    this.trainer = Objects.requireNonNull(trainer, "trainer");
    this.progress = Objects.requireNonNull(progress, "progress");
    this.time = Objects.requireNonNull(time, "time");
  }

  /**
   * Waits for the end of a run.
   *
   * @param changes is given the run when its state, epoch or number of checkpoints has changed
   * @return the run as the service answers it at its end
   */
  public JsonNode follow(String id, Consumer<JsonNode> changes) {
    String before = "";
    while (true) {
      JsonNode run = trainer.get("/v1/runs/" + id);
      String now =
          RunText.state(run) + run.path("epoch").asInt() + "/" + run.path("checkpoints").size();
      if (!now.equals(before)) {
        changes.accept(run);
        before = now;
      }
      tellNew(run);
      if (!RunText.isOpen(run)) {
        progress.close();
        return run;
      }
      show(run);
      time.sleep(POLL);
    }
  }

  private void show(JsonNode run) {
    progress.show(
        RunText.isRunning(run)
            ? Words.bar(RunText.step(run), RunText.steps(run)) + " " + RunText.progress(run)
            : "the run waits for its turn");
  }

  private void tellNew(JsonNode run) {
    run.path("warnings").forEach(warning -> tell("warning: " + warning.path("message").asText()));
    run.path("checkpoints")
        .forEach(checkpoint -> tell("checkpoint " + checkpoint.path("id").asText()));
  }

  private void tell(String line) {
    if (told.add(line)) {
      progress.say(line);
    }
  }
}
