package io.boxstream.inference.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** A model that is loaded on request; guarded by the monitor of {@link ExtraModelTable}. */
final class ExtraModel {
  private final ModelHolder holder;
  private final PromotionSource promotions;
  private final List<CompletableFuture<ModelUse>> waiting = new ArrayList<>();
  private ModelState state = ModelState.UNLOADED;
  private int uses;
  private long lastUse;
  private Instant lastUsed;
  private long bytes;
  private LoadFailure failure;
  private Instant retryAt = Instant.MIN;
  private Instant patientUntil = Instant.MIN;

  ExtraModel(ModelHolder holder, PromotionSource promotions) {
    this.holder = holder;
    this.promotions = promotions;
  }

  String name() {
    return holder.name();
  }

  ModelHolder holder() {
    return holder;
  }

  PromotionSource promotions() {
    return promotions;
  }

  ModelState state() {
    return state;
  }

  /** Memory that it takes; 0 unless it is loaded. */
  long bytes() {
    return bytes;
  }

  /** The number of the last request; a higher one is a later one. */
  long lastUse() {
    return lastUse;
  }

  Optional<LoadFailure> failure() {
    return Optional.ofNullable(failure);
  }

  boolean isIdle() {
    return state == ModelState.LOADED && uses == 0;
  }

  void asked(Instant now, long use) {
    lastUsed = now;
    lastUse = use;
  }

  void used() {
    uses++;
  }

  /** A use has ended; whether it was the last one. */
  boolean released() {
    uses--;
    return uses == 0;
  }

  void await(CompletableFuture<ModelUse> use) {
    waiting.add(use);
  }

  /**
   * @param patience how long it waits for room
   */
  void loading(Instant now, Duration patience) {
    state = ModelState.LOADING;
    patientUntil = now.plus(patience);
  }

  Duration patienceLeft(Instant now) {
    return Duration.between(now, patientUntil);
  }

  void loaded(long memory) {
    state = ModelState.LOADED;
    bytes = memory;
    failure = null;
  }

  void unloading() {
    state = ModelState.UNLOADED;
  }

  void unloaded() {
    bytes = 0;
  }

  /** It could not be unloaded, and still serves. */
  void kept() {
    if (state == ModelState.UNLOADED) {
      state = ModelState.LOADED;
    }
  }

  /** The newest promotion cannot be served. */
  void failed(LoadFailure why) {
    failure = why;
  }

  /** It cannot serve before it is tried again. */
  void failedUntil(Instant retry) {
    state = ModelState.FAILED;
    retryAt = retry;
  }

  boolean isRefused(Instant now) {
    return state == ModelState.FAILED && now.isBefore(retryAt);
  }

  /** What its requests are told while it cannot be loaded. */
  ModelUnavailableException refusal(Instant now) {
    Duration left = Duration.between(now, retryAt);
    return new ModelUnavailableException(
        "model %s cannot be loaded: %s".formatted(name(), failure.reason()),
        left.isNegative() ? Duration.ZERO : left);
  }

  /** Those who wait for it, who are forgotten. */
  List<CompletableFuture<ModelUse>> takeWaiting() {
    List<CompletableFuture<ModelUse>> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  ModelStatus status() {
    boolean loaded = state == ModelState.LOADED;
    return new ModelStatus(
        name(),
        false,
        state,
        loaded ? holder.identity() : Optional.empty(),
        loaded ? OptionalLong.of(bytes) : OptionalLong.empty(),
        Optional.ofNullable(lastUsed),
        failure());
  }
}
