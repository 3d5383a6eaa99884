package io.boxstream.images.crash;

import static java.util.Objects.requireNonNull;

import io.boxstream.images.CrashedImageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Remembers in files which images are in hand, so that the next process knows what was in hand when
 * this one died.
 *
 * <p>What was in hand at one death is suspected. It is then read alone: nothing else is in hand
 * beside it, so a second death convicts this image and no neighbour. If the process survives, the
 * image is cleared. What was in hand at {@value #DEATHS} deaths is refused.
 *
 * <p>An image in hand costs a hash of its bytes and a write to mapped memory, which survives the
 * death of the process, but not that of the machine. An orderly stop is no death.
 */
public final class FileCrashGuard implements CrashGuard, AutoCloseable {

  /** So many deaths with an image in hand, the second with nothing else beside it. */
  public static final int DEATHS = 2;

  private final HandFile hands;
  private final SuspectFile suspects;
  private final List<String> found;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int inHand;
  private int waitingToBeAlone;
  private boolean alone;

  private FileCrashGuard(HandFile hands, SuspectFile suspects, List<String> found) {
    this.hands = hands;
    this.suspects = suspects;
    this.found = found;
  }

  /**
   * Opens the files of this process, and counts what was in hand when an earlier process died.
   *
   * @param directory for the files; created if it is absent. Processes may share it
   * @throws UncheckedIOException if the files cannot be read or written
   */
  public static FileCrashGuard open(Path directory) {
    requireNonNull(directory, "directory");
    try {
      HandFile hands = HandFile.lock(directory);
      try {
        SuspectFile suspects = SuspectFile.read(hands.directory());
        List<String> found = hands.run() > suspects.counted() ? hands.occupied() : List.of();
        suspects.count(hands.run(), found);
        hands.begin(suspects.counted() + 1);
        return new FileCrashGuard(hands, suspects, found);
      } catch (IOException | RuntimeException e) {
        hands.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          directory + " cannot hold the files that name what is in hand", e);
    }
  }

  /** SHA-256 of what was in hand when the last process died; empty after an orderly stop. */
  public List<String> found() {
    return found;
  }

  /** How many images are suspected, to be read alone. */
  public int suspected() {
    return locked(() -> suspects.with(1));
  }

  /** How many images are refused. */
  public int refused() {
    return locked(() -> suspects.size() - suspects.with(1));
  }

  /** SHA-256 of the images that are refused. */
  public Set<String> refusedImages() {
    return locked(() -> suspects.atLeast(DEATHS));
  }

  /** Whether an image is refused. */
  public boolean refuses(String contentHash) {
    return locked(() -> suspects.deaths(contentHash) >= DEATHS);
  }

  @Override
  public InHand take(String contentHash) {
    requireNonNull(contentHash, "contentHash");
    return locked(
        () -> {
          requireNotRefused(contentHash);
          boolean suspect = suspects.deaths(contentHash) > 0;
          if (suspect) {
            awaitToBeAlone();
          } else {
            awaitTurn();
          }
          inHand++;
          alone = suspect;
          int slot = hands.put(contentHash);
          AtomicBoolean open = new AtomicBoolean(true);
          return () -> {
            if (open.getAndSet(false)) {
              release(slot, contentHash);
            }
          };
        });
  }

  /** What is in hand is so no longer: the process stops in order. */
  @Override
  public void close() {
    hands.clear();
    hands.close();
  }

  private void requireNotRefused(String contentHash) {
    if (suspects.deaths(contentHash) >= DEATHS) {
      throw new CrashedImageException(contentHash, suspects.deaths(contentHash));
    }
  }

  private void awaitToBeAlone() {
    waitingToBeAlone++;
    while (inHand > 0) {
      changed.awaitUninterruptibly();
    }
    waitingToBeAlone--;
  }

  private void awaitTurn() {
    while (alone || waitingToBeAlone > 0 || inHand == HandFile.SLOTS) {
      changed.awaitUninterruptibly();
    }
  }

  private void release(int slot, String contentHash) {
    lock.lock();
    try {
      hands.free(slot);
      inHand--;
      if (alone) {
        alone = false;
        suspects.clear(contentHash);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
