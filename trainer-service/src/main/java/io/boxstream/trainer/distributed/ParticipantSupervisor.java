package io.boxstream.trainer.distributed;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a participant process running: when it ends, as it does after each attempt, the next. */
public final class ParticipantSupervisor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ParticipantSupervisor.class);
  private static final String LAUNCHER = "quarkus-run.jar";
  private static final String LOG_MANAGER =
      "java.util.logging.manager=org.jboss.logmanager.LogManager";
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final long LONGEST_END_SECONDS = 2;

  private final ParticipantSettings settings;
  private final StateFile state;
  private final List<String> prefix;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Process process;

  /**
   * @param state where the processes write what they are doing
   * @param prefix of the command, for example to bind the process to processors; may be empty
   */
  public ParticipantSupervisor(ParticipantSettings settings, Path state, List<String> prefix) {
    this.settings = requireNonNull(settings, "settings");
    this.state = new StateFile(state, Clock.systemUTC());
    this.prefix = List.copyOf(prefix);
  }

  /** Supervises on a thread of its own. */
  public void start() {
    Thread thread = new Thread(this::run, "supervisor-" + settings.role());
    thread.setDaemon(true);
    thread.start();
  }

  /** Supervises until it is closed. */
  public void run() {
    try {
      do {
        superviseOne();
      } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      end();
    }
  }

  /** A machine that cannot start a process now, for want of memory, may be able to later. */
  private void superviseOne() throws InterruptedException {
    try {
      LOG.info("The {} process has ended: {}", settings.role(), runOnce());
    } catch (IOException failure) {
      LOG.error("Cannot start a process for the {}", settings.role(), failure);
      end();
    }
  }

  private int runOnce() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command());
    builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    state.write(ParticipantState.STARTING);
    Process next = builder.start();
    process = next;
    // The stream stays open: its end tells the process that its parent has ended.
    OutputStream input = next.getOutputStream();
    input.write((settings.token() + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
    while (!next.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
      if (closed.getCount() == 0) {
        end();
      } else if (state.isOlderThan(settings.patience())) {
        LOG.warn(
            "The {} process gives no sign of life and is killed: {}", settings.role(), next.pid());
        next.destroyForcibly();
      }
    }
    return next.exitValue();
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-agent") && !option.startsWith("-javaagent"))
        .forEach(command::add);
    command.add("-D" + LOG_MANAGER);
    command.addAll(List.of("-cp", classPath(), ParticipantProcess.class.getName()));
    command.add(settings.role().text());
    command.add(settings.host());
    command.add(Integer.toString(settings.coordinator().getPort()));
    command.add(Long.toString(settings.silence().toMillis()));
    command.add(state.path().toString());
    command.add(settings.crashes().toString());
    return command;
  }

  /** The libraries of this process, also if Quarkus' launcher has loaded them. */
  private static String classPath() {
    String own =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    if (!own.endsWith(LAUNCHER)) {
      return own;
    }
    Path folder = Path.of(own).toAbsolutePath().getParent();
    return Stream.of("app", "lib/main", "lib/boot")
        .map(name -> folder.resolve(name).resolve("*").toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The process that runs now. */
  public OptionalLong pid() {
    Process current = process;
    return current != null && current.isAlive()
        ? OptionalLong.of(current.pid())
        : OptionalLong.empty();
  }

  @Override
  public String toString() {
    return settings.toString();
  }

  /** The end of its input tells the process to end; one that cannot is killed. */
  private void end() {
    Process current = process;
    if (current != null) {
      try {
        current.getOutputStream().close();
      } catch (IOException ended) {
        LOG.debug("The {} process has ended", settings.role(), ended);
      }
      awaitEnd(current);
      current.destroyForcibly();
      awaitEnd(current);
    }
    state.delete();
  }

  private static void awaitEnd(Process process) {
    process.onExit().completeOnTimeout(process, LONGEST_END_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Ends the process and starts no other. */
  @Override
  public void close() {
    closed.countDown();
    end();
  }
}
