package io.boxstream.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.cli.client.ServiceClient;
import io.boxstream.cli.output.Progress;
import io.boxstream.cli.runs.RunFollower;
import io.boxstream.cli.runs.RunText;

/** Follows a run for a command. */
final class FollowedRun {

  private final Session session;
  private final ServiceClient trainer;

  FollowedRun(Session session, ServiceClient trainer) {
    this.session = session;
    this.trainer = trainer;
  }

  /** Follows a run to its end; with --json it is printed whenever it has changed. */
  int toItsEnd(String id) {
    session
        .interruption()
        .advise(
            "the run goes on in trainer-service. Follow it with: boxstream runs --follow " + id);
    JsonNode run;
    try (Progress progress = session.progress()) {
      run =
          new RunFollower(trainer, progress, session.time())
              .follow(
                  id,
                  changed -> {
                    if (session.json()) {
                      session.console().print(changed);
                    }
                  });
    }
    session.interruption().forget();
    if (!session.json()) {
      session.console().print("run " + id + " " + RunText.of(run));
    }
    return RunText.state(run).equals("COMPLETED") ? ExitCode.DONE : ExitCode.INCOMPLETE;
  }
}
