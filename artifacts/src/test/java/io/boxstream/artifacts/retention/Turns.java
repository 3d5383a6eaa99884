package io.boxstream.artifacts.retention;

import io.boxstream.testbed.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;

/**
 * Runs actors on threads of their own, one at a time. Before each call to the store an actor waits
 * for its turn. A seed decides whose turn it is, how the time goes on, and who is killed, so that a
 * run can be repeated. Actors give the turn to each other, or keep it: on a busy machine a thread
 * that is woken waits long.
 */
final class Turns {
  /** No actor waits longer, so that time between two calls of a writer is bounded. */
  private static final int LONGEST_WAIT = 40;

  /** Turns between two jumps of the time, on average. */
  private static final int JUMP_EVERY = 5000;

  private final Random random;
  private final MovableClock clock;
  private final List<Actor> actors = new ArrayList<>();
  private final Semaphore ended = new Semaphore(0);

  Turns(Random random, MovableClock clock) {
    this.random = random;
    this.clock = clock;
  }

  /** Ends an actor at a call to the store, as a SIGKILL does. */
  static final class KilledException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** One of the processes. */
  final class Actor {
    private final Semaphore turn = new Semaphore(0);
    private int waiting;
    private int callsLeft = Integer.MAX_VALUE;
    private boolean critical;
    private boolean done;
    private Throwable failure;

    /** Waits for the next turn. */
    void await() {
      Actor next = next();
      if (next != this) {
        next.turn.release();
        turn.acquireUninterruptibly();
      }
      if (callsLeft-- == 0) {
        throw new KilledException();
      }
    }

    /** Kills the actor at a later call. */
    void killAfter(int calls) {
      callsLeft = calls;
    }

    /** In a critical section time goes on by seconds only. */
    void critical(boolean value) {
      critical = value;
    }

    boolean isDone() {
      return done;
    }
  }

  /** What an actor does. */
  interface Work {
    void run(Actor self);
  }

  Actor start(Work work) {
    Actor actor = new Actor();
    Thread thread =
        new Thread(
            () -> {
              actor.turn.acquireUninterruptibly();
              try {
                work.run(actor);
              } catch (KilledException killed) {
                // That was the point.
              } catch (Throwable unexpected) {
                actor.failure = unexpected;
              } finally {
                actor.done = true;
                ended.release();
              }
            });
    thread.setDaemon(true);
    actors.add(actor);
    thread.start();
    return actor;
  }

  /** Lets actors make calls until one of them has ended. */
  void untilOneEnds() {
    next().turn.release();
    ended.acquireUninterruptibly();
    Actor last = actors.stream().filter(Actor::isDone).findFirst().orElseThrow();
    actors.remove(last);
    if (last.failure != null) {
      throw new AssertionError("an actor failed", last.failure);
    }
  }

  /** Whose turn it is now. */
  private Actor next() {
    Actor actor = choose();
    actors.forEach(other -> other.waiting++);
    actor.waiting = 0;
    clock.advance(Duration.ofSeconds(random.nextInt(3)));
    if (random.nextInt(JUMP_EVERY) == 0 && allowsJump()) {
      clock.advance(Duration.ofMinutes(random.nextInt(300)));
    }
    return actor;
  }

  /** Whether time may go on by hours. */
  boolean allowsJump() {
    return actors.stream().noneMatch(actor -> actor.critical);
  }

  boolean isIdle() {
    return actors.isEmpty();
  }

  private Actor choose() {
    return actors.stream()
        .filter(actor -> actor.waiting > LONGEST_WAIT)
        .findFirst()
        .orElseGet(() -> actors.get(random.nextInt(actors.size())));
  }
}
