package io.boxstream.local;

import io.boxstream.local.process.DiskFullException;
import io.boxstream.local.process.DiskSpace;
import io.boxstream.local.process.JavaCommands;
import io.boxstream.local.process.OrphanedProcesses;
import io.boxstream.local.process.Supervisor;
import io.boxstream.local.progress.PlainProgress;
import io.boxstream.local.progress.Progress;
import io.boxstream.local.progress.TerminalProgress;
import io.boxstream.local.sample.SampleSettings;
import io.boxstream.local.settings.CommandLineReader;
import io.boxstream.local.settings.Installation;
import io.boxstream.local.settings.InvalidCommandException;
import io.boxstream.local.settings.LocalSettings;
import io.boxstream.local.settings.StateFolder;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The program behind {@code deploy/local/run} and {@code bin/boxstream run}. The script tells it by
 * system properties where the installation is ({@code boxstream.home}), how long the build took
 * ({@code boxstream.build.seconds}) and, if output goes to a terminal, how wide that is ({@code
 * boxstream.columns}).
 */
public final class Launcher {

  private static final int FAILURE = 1;
  private static final int USAGE_ERROR = 2;

  private final PrintStream out;
  private final Installation installation;
  private final SampleSettings sample;

  /**
   * A launcher.
   *
   * @param out where progress goes
   * @param installation what to start
   * @param sample what is drawn when the user gives no data
   */
  Launcher(PrintStream out, Installation installation, SampleSettings sample) {
    this.out = out;
    this.installation = installation;
    this.sample = sample;
  }

  /** Runs the main job and ends the process with its exit code. */
  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    Installation installation = Installation.ofThisProcess();
    System.exit(new Launcher(out, installation, SampleSettings.standard()).launch(arguments));
  }

  /** Runs the main job and returns the exit code. */
  int launch(String... arguments) {
    CommandLineReader reader = new CommandLineReader(installation);
    try {
      Optional<LocalSettings> settings = reader.read(arguments);
      if (settings.isEmpty()) {
        out.print(reader.help());
        out.flush();
        return 0;
      }
      return launch(settings.get());
    } catch (InvalidCommandException e) {
      printError(e.getMessage() + " (--help explains the options)");
      return USAGE_ERROR;
    } catch (LocalRunException e) {
      printError(e.getMessage());
      return FAILURE;
    }
  }

  private int launch(LocalSettings settings) {
    AtomicBoolean stopping = new AtomicBoolean();
    try (StateFolder state = StateFolder.open(settings.state(), settings.fresh())) {
      logTo(state.logs().resolve("launcher.log"));
      OrphanedProcesses orphans = new OrphanedProcesses(state.file("processes"));
      Progress progress = progress();
      int ended = orphans.stopAll();
      if (ended > 0) {
        progress.print("Ended " + ended + " processes that an earlier run had left.");
      }
      DiskSpace disk = requireSpace(settings.state(), progress);
      try (Supervisor supervisor = new Supervisor(orphans, disk, progress::print)) {
        Thread hook = new Thread(() -> stop(stopping, supervisor), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        JavaCommands java = JavaCommands.ofThisProcess();
        new LocalRun(settings, state, supervisor, progress, sample, java)
            .run(installation, Double.parseDouble(buildSeconds()));
        return 0;
      } catch (RuntimeException e) {
        return stopping.get() ? FAILURE : reportFailure(e, state.logs(), disk);
      }
    }
  }

  private static DiskSpace requireSpace(Path folder, Progress progress) {
    DiskSpace disk = DiskSpace.of(folder);
    if (disk.isFull()) {
      throw new LocalRunException(disk.explanation());
    }
    disk.warning().ifPresent(progress::print);
    return disk;
  }

  private void stop(AtomicBoolean stopping, Supervisor supervisor) {
    if (!supervisor.isClosed()) {
      stopping.set(true);
      out.println();
      out.println("Stopping.");
      out.flush();
      supervisor.close();
    }
  }

  private int reportFailure(RuntimeException failure, Path logs, DiskSpace disk) {
    Path log = logs.resolve("launcher.log");
    try (PrintWriter writer =
        new PrintWriter(
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
      failure.printStackTrace(writer);
    } catch (IOException e) {
      printError("the failure could not be written to " + log + ": " + e);
    }
    String reason =
        failure instanceof LocalRunException
            ? failure.getMessage()
            : "something unexpected happened: " + failure;
    boolean fullDisk = disk.isFull() && !(failure instanceof DiskFullException);
    printError(reason + (fullDisk ? "; " + disk.explanation() : "") + "\nThe logs are in " + logs);
    return FAILURE;
  }

  private void printError(String text) {
    out.flush();
    System.err.println(installation.command("run") + ": " + text);
    System.err.flush();
  }

  private Progress progress() {
    int columns = Integer.getInteger("boxstream.columns", 0);
    return columns > 0
        ? new TerminalProgress(out, columns)
        : new PlainProgress(out, Clock.systemUTC());
  }

  private static String buildSeconds() {
    return System.getProperty("boxstream.build.seconds", "0");
  }

  /** Must come before the first use of a library that logs. */
  private static void logTo(Path file) {
    System.setProperty("org.slf4j.simpleLogger.logFile", file.toString());
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
  }
}
