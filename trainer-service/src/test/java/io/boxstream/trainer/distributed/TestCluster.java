package io.boxstream.trainer.distributed;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.training.GradientCompression;
import io.boxstream.trainer.loop.TrainingBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A coordinator's rendezvous, and participants as processes with a thread each. */
public final class TestCluster implements AutoCloseable {

  public static final Duration SILENCE = Duration.ofSeconds(5);
  private static final String TOKEN = "test";

  /** Longer than processes take to start. */
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  private final Path directory;
  private final AtomicInteger states = new AtomicInteger();

  private final Rendezvous rendezvous =
      Rendezvous.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), TOKEN, SILENCE);
  private final List<ParticipantSupervisor> scheduler = new ArrayList<>();
  private final List<ParticipantSupervisor> servers = new ArrayList<>();
  private final List<ParticipantSupervisor> workers = new ArrayList<>();

  /**
   * Starts a scheduler, a server and workers.
   *
   * @param directory where they write
   */
  public TestCluster(int workers, Path directory) {
    this.directory = directory;
    scheduler.add(supervise(Role.SCHEDULER));
    servers.add(supervise(Role.SERVER));
    for (int i = 0; i < workers; i++) {
      this.workers.add(supervise(Role.WORKER));
    }
  }

  private ParticipantSupervisor supervise(Role role) {
    ParticipantSupervisor supervisor =
        new ParticipantSupervisor(
            new ParticipantSettings(
                role, rendezvous.address(), TOKEN, SILENCE, PATIENCE, directory.resolve("crashes")),
            directory.resolve("state-" + states.incrementAndGet()),
            List.of("env", "OMP_NUM_THREADS=1", "MXNET_ENGINE_TYPE=NaiveEngine"));
    supervisor.start();
    return supervisor;
  }

  Rendezvous rendezvous() {
    return rendezvous;
  }

  /** Trains in this cluster. */
  public DistributedTrainingBackend backend(
      TrainingBackend local, int restarts, Optional<GradientCompression> compression) {
    return new DistributedTrainingBackend(local, rendezvous, settings(restarts, compression));
  }

  DistributedSettings settings(int restarts, Optional<GradientCompression> compression) {
    return new DistributedSettings(
        workers.size(),
        1,
        Duration.ofSeconds(20),
        Duration.ofSeconds(60),
        restarts,
        compression,
        ComputeDevice.CPU);
  }

  /** Kills the process of a participant; its supervisor starts another. */
  public void kill(Role role) throws InterruptedException {
    signal(role, "KILL");
  }

  /** Stops the process of a participant, which then says nothing and does not end. */
  public void freeze(Role role) throws InterruptedException {
    signal(role, "STOP");
  }

  private void signal(Role role, String signal) throws InterruptedException {
    long pid = supervisors(role).get(0).pid().orElseThrow();
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).inheritIO().start().waitFor();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Ends a worker for good. */
  public void removeWorker() {
    workers.get(0).close();
    Awaitility.await().until(() -> workers.get(0).pid(), OptionalLong::isEmpty);
  }

  private List<ParticipantSupervisor> supervisors(Role role) {
    return switch (role) {
      case SCHEDULER -> scheduler;
      case SERVER -> servers;
      case WORKER -> workers;
    };
  }

  @Override
  public void close() {
    rendezvous.close();
    for (Role role : Role.values()) {
      supervisors(role).forEach(ParticipantSupervisor::close);
    }
  }
}
