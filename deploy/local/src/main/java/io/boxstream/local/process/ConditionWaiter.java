package io.boxstream.local.process;

import io.boxstream.local.LocalRunException;
import io.boxstream.local.NoAnswerException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for things to happen, and gives up at once when a child process ends. */
public final class ConditionWaiter {

  private static final Duration PAUSE = Duration.ofMillis(150);

  private final Supervisor supervisor;

  public ConditionWaiter(Supervisor supervisor) {
    this.supervisor = Objects.requireNonNull(supervisor, "supervisor");
  }

  /**
   * Asks again and again until there is an answer. A service that does not answer is asked again,
   * too: it may be starting again.
   *
   * @param what is waited for, as it reads after "waited 60 s for"
   * @throws ChildEndedException if a child process ends meanwhile
   * @throws LocalRunException if the time was not enough
   */
  public <T> T await(String what, Duration longest, Supplier<Optional<T>> question) {
    long deadline = System.nanoTime() + longest.toNanos();
    while (true) {
      Optional<T> answer = ask(question);
      if (answer.isPresent()) {
        return answer.get();
      }
      supervisor.check();
      if (System.nanoTime() > deadline) {
        throw new LocalRunException("waited " + longest.toSeconds() + " s for " + what);
      }
      pause();
    }
  }

  private static <T> Optional<T> ask(Supplier<Optional<T>> question) {
    try {
      return question.get();
    } catch (NoAnswerException e) {
      return Optional.empty();
    }
  }

  /** Makes sure that every child process is running. */
  public void check() {
    supervisor.check();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalRunException("interrupted", e);
    }
  }
}
