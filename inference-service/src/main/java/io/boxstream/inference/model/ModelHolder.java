package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Holds the model that answers requests for a name, and replaces it without downtime. A batch takes
 * a lease and uses that model to its end; leases taken after {@link #install} get the new model.
 * The old model is closed when its last lease is returned, but not by the thread that returns it:
 * freeing a large model takes up to half a second, and the next batch would wait for it.
 */
public final class ModelHolder implements AutoCloseable {
  private final String name;
  private final Executor closing;
  private final Object lock = new Object();
  private final CompletableFuture<Void> first = new CompletableFuture<>();
  private Slot current;
  private boolean closed;

  /**
   * @param name of the models that it will hold, the key of their promotion chain
   * @param closing closes models whose last lease was returned
   */
  public ModelHolder(String name, Executor closing) {
    this.name = requireNonNull(name, "name");
    this.closing = requireNonNull(closing, "closing");
  }

  /** An empty holder that closes models as this one does. */
  public ModelHolder another(String name) {
    return new ModelHolder(name, closing);
  }

  /** The name of its models; known also while there is none. */
  public String name() {
    return name;
  }

  /**
   * Borrows the model that serves now.
   *
   * @return a lease that must be closed, or empty when there is no model
   */
  public Optional<ModelLease> lease() {
    synchronized (lock) {
      if (current == null) {
        return Optional.empty();
      }
      current.leases++;
      return Optional.of(new ModelLease(this, current));
    }
  }

  /** What serves now, without borrowing it; empty when there is no model. */
  public Optional<ModelIdentity> identity() {
    synchronized (lock) {
      return Optional.ofNullable(current).map(slot -> slot.model.identity());
    }
  }

  /** Memory that the model which serves now takes, by estimate; 0 when there is none. */
  public long bytes() {
    synchronized (lock) {
      return current == null ? 0 : current.model.bytes();
    }
  }

  /**
   * Completes when there is a model for the first time; from then on there is one until it is
   * unloaded or the holder is closed.
   */
  public CompletionStage<Void> firstModel() {
    return first.minimalCompletionStage();
  }

  /**
   * Makes a model the one that serves. The holder owns it from here on, and closes it at once if
   * the holder is closed.
   *
   * @return false if the holder was closed already
   */
  public boolean install(LoadedModel model) {
    requireNonNull(model, "model");
    LoadedModel unused;
    boolean installed;
    synchronized (lock) {
      installed = !closed;
      unused = installed ? retire(new Slot(model)) : model;
    }
    closeIfAny(unused);
    if (installed) {
      first.complete(null);
    }
    return installed;
  }

  /**
   * Takes the model away if there is one and nobody borrows it, and closes it. Another can be
   * installed later.
   *
   * @return whether it did
   */
  public boolean unloadIfUnused() {
    LoadedModel unused;
    synchronized (lock) {
      if (current == null || current.leases > 0) {
        return false;
      }
      unused = retire(null);
    }
    closeIfAny(unused);
    return true;
  }

  /** Takes the model away. It is closed when its last lease is returned. */
  @Override
  public void close() {
    LoadedModel unused;
    synchronized (lock) {
      closed = true;
      unused = retire(null);
    }
    closeIfAny(unused);
  }

  private LoadedModel retire(Slot successor) {
    Slot old = current;
    current = successor;
    if (old == null) {
      return null;
    }
    old.retired = true;
    return old.leases == 0 ? old.model : null;
  }

  void release(Slot slot) {
    LoadedModel unused;
    synchronized (lock) {
      slot.leases--;
      unused = slot.retired && slot.leases == 0 ? slot.model : null;
    }
    if (unused != null) {
      closing.execute(unused::close);
    }
  }

  private static void closeIfAny(LoadedModel model) {
    if (model != null) {
      model.close();
    }
  }

  /** A model with its count of borrowers; guarded by the holder's lock. */
  static final class Slot {
    final LoadedModel model;
    private int leases;
    private boolean retired;

    private Slot(LoadedModel model) {
      this.model = model;
    }
  }
}
