package io.boxstream.trainer.distributed;

import static java.util.Objects.requireNonNull;

import io.boxstream.trainer.run.FailureCode;
import io.boxstream.trainer.run.RunFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The participants of one attempt to train a run. When one of them fails, every wait for the others
 * fails at once. Closing it ends them all. Used by one thread.
 */
final class Attempt implements AutoCloseable {

  private final Duration answerTimeout;
  private final List<Participant> workers;
  private final List<Participant> all = new ArrayList<>();
  private final Map<String, String> environment;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private Attempt(
      Duration answerTimeout,
      List<Participant> schedulers,
      List<Participant> servers,
      List<Participant> workers)
      throws IOException {
    this.answerTimeout = answerTimeout;
    this.workers = List.copyOf(workers);
    all.addAll(schedulers);
    all.addAll(servers);
    all.addAll(workers);
    InetAddress root = workers.get(0).coordinatorAddress();
    environment =
        Map.of(
            "DMLC_PS_ROOT_URI", root.getHostAddress(),
            "DMLC_PS_ROOT_PORT", Integer.toString(freePort(root)),
            "DMLC_NUM_WORKER", Integer.toString(workers.size()),
            "DMLC_NUM_SERVER", Integer.toString(servers.size()));
  }

  private record Event(Participant from, Message message, RuntimeException failure) {}

  /**
   * Waits for participants, at least one of each role, and not more workers than a batch has
   * images.
   *
   * @throws RunFailedException if there is no participant of a role in time
   */
  static Attempt gather(Rendezvous rendezvous, DistributedSettings settings, int batch) {
    long deadline = System.nanoTime() + settings.joinTimeout().toNanos();
    List<Participant> taken = new ArrayList<>();
    try {
      List<Participant> workers =
          take(rendezvous, Role.WORKER, Math.min(batch, settings.workers()), deadline, taken);
      List<Participant> servers =
          take(rendezvous, Role.SERVER, settings.servers(), deadline, taken);
      List<Participant> schedulers = take(rendezvous, Role.SCHEDULER, 1, deadline, taken);
      Attempt attempt = new Attempt(settings.answerTimeout(), schedulers, servers, workers);
      attempt.listen();
      return attempt;
    } catch (IOException failure) {
      taken.forEach(Participant::close);
      throw new UncheckedIOException("cannot find a port for the scheduler", failure);
    } catch (RuntimeException failure) {
      taken.forEach(Participant::close);
      throw failure;
    }
  }

  private static List<Participant> take(
      Rendezvous rendezvous, Role role, int count, long deadline, List<Participant> taken) {
    List<Participant> found = rendezvous.take(role, count, deadline);
    taken.addAll(found);
    if (found.isEmpty()) {
      throw new RunFailedException(
          FailureCode.PARTICIPANTS_MISSING, "no %s has joined in time".formatted(role.text()));
    }
    return found;
  }

  private static int freePort(InetAddress address) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, address)) {
      return socket.getLocalPort();
    }
  }

  private void listen() {
    Participant.Listener listener =
        new Participant.Listener() {
          @Override
          public void said(Participant participant, Message message) {
            events.add(new Event(participant, message, null));
          }

          @Override
          public void failed(Participant participant, RuntimeException failure) {
            events.add(new Event(participant, null, failure));
          }
        };
    all.forEach(participant -> participant.listener(listener));
  }

  /** The workers in the order of their shards. */
  List<Participant> workers() {
    return workers;
  }

  /** Gives everybody its role, and each worker its task and its network. */
  void start(List<WorkerTask> tasks, Path parameters, Path optimizerState) {
    for (Participant participant : all) {
      int worker = workers.indexOf(participant);
      byte[] task = worker < 0 ? new byte[0] : tasks.get(worker).toJson();
      participant.send(new Message(Message.Kind.START, environment, task));
    }
    for (Participant worker : workers) {
      try {
        FileParts.send(worker.connection(), parameters);
        FileParts.send(worker.connection(), optimizerState);
      } catch (IOException failure) {
        throw new ParticipantLostException(Role.WORKER, worker + " is lost: " + failure);
      }
    }
  }

  /** Sends a message to every worker. */
  void tell(Message message) {
    workers.forEach(worker -> worker.send(message));
  }

  /**
   * Waits for one message of each worker.
   *
   * @return in the order of the workers
   * @throws RunFailedException if a participant is lost or fails, or a worker takes too long
   */
  List<Message> collect(Message.Kind kind) {
    long deadline = System.nanoTime() + answerTimeout.toNanos();
    Message[] answers = new Message[workers.size()];
    Set<Participant> silent = new HashSet<>(workers);
    Set<Participant> behind = new HashSet<>(workers);
    while (!silent.isEmpty()) {
      Event event = next(deadline, silent, behind, kind);
      if (event.message().kind() == Message.Kind.GRADIENTS) {
        behind.remove(event.from());
      } else {
        answers[workers.indexOf(event.from())] = event.message();
        silent.remove(event.from());
      }
    }
    return List.of(answers);
  }

  /** Waits for the next message of the first worker. */
  Message first(Message.Kind kind) {
    long deadline = System.nanoTime() + answerTimeout.toNanos();
    Set<Participant> silent = Set.of(workers.get(0));
    return next(deadline, silent, silent, kind).message();
  }

  /**
   * The next event.
   *
   * @param silent workers that have not answered
   * @param behind workers for which the others may wait. If there are any, they are named when the
   *     time is over
   */
  private Event next(
      long deadline, Set<Participant> silent, Set<Participant> behind, Message.Kind kind) {
    Event event;
    try {
      event = events.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + kind, interrupted);
    }
    if (event == null) {
      throw new ParticipantLostException(
          Role.WORKER,
          "%s did not answer in %s, asked for %s"
              .formatted(guilty(silent, behind), answerTimeout, kind));
    }
    if (event.failure() != null) {
      throw event.failure();
    }
    Message message = event.message();
    if (message.kind() == Message.Kind.FAILED) {
      throw failure(event.from(), message);
    }
    boolean between = kind == Message.Kind.UPDATED && message.kind() == Message.Kind.GRADIENTS;
    if ((message.kind() != kind && !between) || !silent.contains(event.from())) {
      throw new IllegalStateException(event.from() + " said " + message.kind() + ", not " + kind);
    }
    return event;
  }

  /** Who has its gradients waits for those who have not. */
  private static Set<Participant> guilty(Set<Participant> silent, Set<Participant> behind) {
    Set<Participant> guilty = new HashSet<>(silent);
    guilty.retainAll(behind);
    return guilty.isEmpty() ? silent : guilty;
  }

  private static RunFailedException failure(Participant participant, Message message) {
    return new RunFailedException(
        FailureCode.valueOf(message.field("code")),
        participant + " failed: " + requireNonNull(message.field("reason")));
  }

  @Override
  public void close() {
    all.forEach(participant -> participant.listener(Participant.Listener.NOBODY));
    all.forEach(Participant::close);
  }
}
