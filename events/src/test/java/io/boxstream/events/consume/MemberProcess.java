package io.boxstream.events.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** An {@link EchoMember} as its parent sees it. */
final class MemberProcess implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(40);

  private final Process process;
  private final AtomicBoolean ready = new AtomicBoolean();
  private final AtomicInteger polls = new AtomicInteger();
  private final Queue<String> output = new ConcurrentLinkedQueue<>();

  private MemberProcess(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "output-of-member");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts a process, which waits for {@link #begin}. */
  static MemberProcess start(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    // Starts sooner: its classes are the parent's.
    command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(EchoMember.class.getName());
    command.addAll(arguments);
    try {
      return new MemberProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Joins the group and goes to work. */
  void begin() {
    await().atMost(LONGEST).until(ready::get);
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Waits until it has worked since now. */
  void awaitWork() {
    int before = polls.get();
    await()
        .alias("a member that works: " + output)
        .pollInterval(Duration.ofMillis(2))
        .atMost(LONGEST)
        .until(() -> polls.get() > before);
  }

  /** Kills it with SIGKILL. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops it where it is: it neither works nor answers. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Lets it go on after {@link #freeze}. */
  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    int ended =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (ended != 0) {
      throw new IllegalStateException("kill -" + name + " ended with " + ended);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        switch (line) {
          case EchoMember.READY -> ready.set(true);
          case EchoMember.WORKING -> polls.incrementAndGet();
          default -> output.add(line);
        }
      }
    } catch (IOException killed) {
      // There is nothing more to read.
    }
  }

  @Override
  public void close() {
    kill();
  }
}
