package io.boxstream.ingest.imports;

import static java.util.Objects.requireNonNull;

import io.boxstream.ingest.imports.ImportStatus.Received;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The place of an archive that is being sent, from before its first byte until its import has
 * started or failed. Thread-safe.
 */
public final class Place implements AutoCloseable {

  private final String id;
  private final Optional<String> caller;
  private final Instant startedAt;
  private final Consumer<Place> release;
  private Optional<Runnable> interruption = Optional.empty();
  private volatile Supplier<Optional<Received>> received = Optional::empty;
  private boolean cancelled;
  private boolean ended;

  /**
   * @param id of the import
   * @param caller who sends the archive; empty if unknown
   * @param startedAt when the archive began to be sent
   * @param release is told once that the place is free
   */
  Place(String id, Optional<String> caller, Instant startedAt, Consumer<Place> release) {
    this.id = requireNonNull(id, "id");
    this.caller = requireNonNull(caller, "caller");
    this.startedAt = requireNonNull(startedAt, "startedAt");
    this.release = requireNonNull(release, "release");
  }

  /** The id that the import has, also if it is cancelled before it begins. */
  public String id() {
    return id;
  }

  Optional<String> caller() {
    return caller;
  }

  Instant startedAt() {
    return startedAt;
  }

  /** Says how to find out how much of the archive has come. */
  public void receiving(Supplier<Optional<Received>> progress) {
    received = requireNonNull(progress, "progress");
  }

  /** Not under the lock: the request that answers has one of its own, and closes this place. */
  Optional<Received> received() {
    return received.get();
  }

  /** Says how to stop the sender; called at most once, and at once if the import is cancelled. */
  public void onCancel(Runnable work) {
    synchronized (this) {
      interruption = Optional.of(work);
      if (!cancelled) {
        return;
      }
    }
    work.run();
  }

  synchronized boolean isCancelled() {
    return cancelled;
  }

  /**
   * Cancels the import while its archive is being received.
   *
   * @param record stores that it is cancelled; a failure of it is thrown, and nothing is cancelled
   * @return false if the archive is no longer being received
   */
  boolean cancel(Runnable record) {
    Optional<Runnable> work;
    synchronized (this) {
      if (ended) {
        return false;
      }
      if (cancelled) {
        return true;
      }
      record.run();
      cancelled = true;
      work = interruption;
    }
    work.ifPresent(Runnable::run);
    return true;
  }

  /**
   * Ends the reception.
   *
   * @param work runs unless the import was cancelled
   * @throws ImportCancelledException if it was
   */
  synchronized void received(Runnable work) {
    if (cancelled) {
      throw new ImportCancelledException(id);
    }
    work.run();
    ended = true;
  }

  /**
   * Ends the reception of an archive that cannot be imported.
   *
   * @param work runs unless the import was cancelled
   * @return false if it was
   */
  synchronized boolean failed(Runnable work) {
    if (cancelled) {
      return false;
    }
    work.run();
    ended = true;
    return true;
  }

  /** Frees the place. Closing it twice has no effect. */
  @Override
  public void close() {
    synchronized (this) {
      ended = true;
    }
    release.accept(this);
  }
}
