package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The models that are loaded on request, by name: who waits for them, who uses them, and what they
 * take. Its monitor guards them all. Thread-safe.
 */
final class ExtraModelTable {
  private final Function<String, ModelHolder> holders;
  private final Consumer<ExtraModel> roomMayBe;
  private final TreeMap<String, ExtraModel> models = new TreeMap<>();
  private final List<ExtraModel> withoutRoom = new ArrayList<>();
  private boolean closed;
  private long requests;
  private long releases;

  /**
   * @param holders makes empty holders by name
   * @param roomMayBe told of a model that waits for room when another is not used any more; returns
   *     at once
   */
  ExtraModelTable(Function<String, ModelHolder> holders, Consumer<ExtraModel> roomMayBe) {
    this.holders = requireNonNull(holders, "holders");
    this.roomMayBe = requireNonNull(roomMayBe, "roomMayBe");
  }

  synchronized void add(Collection<String> names, Function<String, PromotionSource> promotions) {
    for (String name : names) {
      models.computeIfAbsent(
          name, added -> new ExtraModel(holders.apply(added), promotions.apply(added)));
    }
  }

  synchronized Optional<ExtraModel> find(String name) {
    return Optional.ofNullable(models.get(name));
  }

  synchronized List<ExtraModel> all() {
    return List.copyOf(models.values());
  }

  synchronized List<ModelStatus> statuses() {
    return models.values().stream().map(ExtraModel::status).toList();
  }

  /**
   * Asks for a model.
   *
   * @param patience how long a model that has to be loaded waits for room
   * @param load told of it if it has to be loaded; returns at once
   * @return as {@link ExtraModels#use}
   */
  synchronized CompletableFuture<ModelUse> ask(
      ExtraModel model, Instant now, Duration patience, Consumer<ExtraModel> load) {
    if (closed) {
      return CompletableFuture.failedFuture(stopping());
    }
    requests++;
    model.asked(now, requests);
    if (model.state() == ModelState.LOADED) {
      return CompletableFuture.completedFuture(use(model));
    }
    if (model.isRefused(now)) {
      return CompletableFuture.failedFuture(model.refusal(now));
    }
    CompletableFuture<ModelUse> use = new CompletableFuture<>();
    model.await(use);
    if (model.state() != ModelState.LOADING) {
      model.loading(now, patience);
      load.accept(model);
    }
    return use;
  }

  synchronized boolean isIn(ExtraModel model, ModelState state) {
    return model.state() == state;
  }

  /** What all of them take, in bytes. */
  synchronized long bytes() {
    return models.values().stream().mapToLong(ExtraModel::bytes).sum();
  }

  /**
   * The model that is loaded, not in use, and has not been asked for longest. From here on requests
   * for it wait until it is loaded again.
   */
  synchronized Optional<ExtraModel> takeIdle() {
    Optional<ExtraModel> idle =
        models.values().stream()
            .filter(ExtraModel::isIdle)
            .min(Comparator.comparingLong(ExtraModel::lastUse));
    idle.ifPresent(ExtraModel::unloading);
    return idle;
  }

  synchronized void unloaded(ExtraModel model) {
    model.unloaded();
  }

  synchronized void kept(ExtraModel model) {
    model.kept();
  }

  /** Has those that wait for room told that there may be some. */
  synchronized void roomMayBe() {
    releases++;
    withoutRoom.forEach(roomMayBe);
    withoutRoom.clear();
  }

  /** How often there may have been room: when a model was not in use any more, for example. */
  synchronized long releases() {
    return releases;
  }

  /**
   * Has a model told when there may be room for it.
   *
   * @param since {@link #releases} before it was found that there is none
   */
  synchronized void awaitRoom(ExtraModel model, long since) {
    if (releases == since) {
      withoutRoom.add(model);
    } else {
      roomMayBe.accept(model);
    }
  }

  /** A model was loaded: those who wait for it use it from here on. */
  void loaded(ExtraModel model, long bytes) {
    List<CompletableFuture<ModelUse>> waiting;
    List<ModelUse> uses;
    synchronized (this) {
      model.loaded(bytes);
      waiting = model.takeWaiting();
      uses = waiting.stream().map(none -> use(model)).toList();
    }
    for (int i = 0; i < waiting.size(); i++) {
      if (!waiting.get(i).complete(uses.get(i))) {
        // Whoever waited has given up.
        uses.get(i).close();
      }
    }
  }

  /** The newest promotion of a model that serves cannot be loaded. */
  synchronized void failed(ExtraModel model, LoadFailure failure) {
    model.failed(failure);
  }

  /** A model cannot be loaded: those who wait for it are told, and others until it is retried. */
  void refuse(ExtraModel model, LoadFailure failure, Instant retry) {
    List<CompletableFuture<ModelUse>> waiting;
    ModelUnavailableException refusal;
    synchronized (this) {
      model.failed(failure);
      model.failedUntil(retry);
      refusal = model.refusal(failure.at());
      waiting = model.takeWaiting();
    }
    waiting.forEach(use -> use.completeExceptionally(refusal));
  }

  /** Refuses everyone from here on. */
  void close() {
    List<CompletableFuture<ModelUse>> waiting = new ArrayList<>();
    synchronized (this) {
      closed = true;
      models.values().forEach(model -> waiting.addAll(model.takeWaiting()));
    }
    waiting.forEach(use -> use.completeExceptionally(stopping()));
  }

  private static ModelUnavailableException stopping() {
    return new ModelUnavailableException("the service is stopping", Duration.ofSeconds(1));
  }

  private ModelUse use(ExtraModel model) {
    model.used();
    return new ModelUse(model.holder(), () -> release(model));
  }

  private synchronized void release(ExtraModel model) {
    if (model.released()) {
      roomMayBe();
    }
  }
}
