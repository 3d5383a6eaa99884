package io.boxstream.cli.command;

import io.boxstream.cli.client.Service;
import io.boxstream.cli.client.ServiceClient;
import io.boxstream.cli.client.ServiceException;
import io.boxstream.cli.output.Progress;
import io.boxstream.cli.output.Words;
import io.boxstream.cli.watch.FolderWatch;
import io.boxstream.cli.watch.SentImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows a folder and sends what comes into it. */
@Command(
    name = "watch",
    description = {
      "Follow a folder: send each image with its annotation when it is new or has changed.",
      "The annotation (.xml or .json) has the image's name and is beside it or in a folder"
          + " Annotations. A file is sent when it was the same in two looks. What was sent is"
          + " remembered in a file: after a restart only what is new or changed is sent."
    })
final class WatchCommand extends ServiceCommand {

  @Mixin private IngestAddress address;

  @Parameters(paramLabel = "DIR", description = "The folder.")
  private Path folder;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "Time between two looks; default ${DEFAULT-VALUE}.")
  private int every;

  @Option(names = "--once", description = "End when everything that is there is sent.")
  private boolean once;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "Remembers what was sent; default is a file in ~/.local/state/boxstream.")
  private Path state;

  @Override
  int run(Session session) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw misuse("there is no folder " + folder);
    }
    if (every < 1) {
      throw misuse("--every must be at least 1, is " + every);
    }
    ServiceClient ingest = session.client(Service.INGEST, address.ingest);
    Path remembered = state == null ? WatchState.file(session, ingest.address(), folder) : state;
    // A wrong address is better known now than when the first image comes.
    ingest.get("/q/health/ready");
    session.interruption().advise("what was sent is remembered. Start the watch again to go on.");
    try (Progress progress = session.progress()) {
      Counter counter = new Counter(session, progress);
      try (FolderWatch watch = FolderWatch.begin(folder, remembered, ingest, counter::count)) {
        follow(session, watch, counter);
      }
      session.interruption().forget();
      return counter.rejected > 0 ? ExitCode.INCOMPLETE : ExitCode.DONE;
    }
  }

  private void follow(Session session, FolderWatch watch, Counter counter) throws IOException {
    while (true) {
      session.time().sleep(Duration.ofSeconds(every));
      try {
        FolderWatch.Left left = watch.look();
        counter.show(left);
        if (once && left.unsent() == 0) {
          counter.finish(left);
          return;
        }
      } catch (ServiceException e) {
        if (once) {
          throw e;
        }
        counter.progress.say(e.getMessage() + "; the watch goes on");
      }
    }
  }

  /** Prints results and how many there are. */
  private static final class Counter {

    private final Session session;
    private final Progress progress;
    private long accepted;
    private long rejected;
    private long duplicates;

    Counter(Session session, Progress progress) {
      this.session = session;
      this.progress = progress;
    }

    void count(SentImage image) {
      if (image.isRejected()) {
        rejected++;
        progress.say(image.path() + " is rejected: " + image.reason());
      } else if (image.isDuplicate()) {
        duplicates++;
      } else {
        accepted++;
      }
      if (session.json()) {
        session.console().print(image.json());
      }
      progress.show(text());
    }

    void show(FolderWatch.Left left) {
      progress.show(text() + waiting(left));
    }

    void finish(FolderWatch.Left left) {
      progress.close();
      if (!session.json()) {
        session.console().print(text() + waiting(left));
      }
    }

    private String text() {
      return "%d accepted, %d rejected, %d duplicates".formatted(accepted, rejected, duplicates);
    }

    private static String waiting(FolderWatch.Left left) {
      return left.alone().isEmpty()
          ? ""
          : ", " + Words.count(left.alone().size(), "image") + " without annotation";
    }
  }
}
