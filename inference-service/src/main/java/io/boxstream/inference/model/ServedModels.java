package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The models of a service by name: the primary one, and those that are loaded on request. */
public final class ServedModels {
  private final ModelHolder primary;
  private final Supplier<Optional<LoadFailure>> failure;
  private final ExtraModels extras;

  /**
   * @param primary always in memory once there is one
   * @param failure why the newest promotion of the primary one does not serve
   * @param extras all others
   */
  public ServedModels(
      ModelHolder primary, Supplier<Optional<LoadFailure>> failure, ExtraModels extras) {
    this.primary = requireNonNull(primary, "primary");
    this.failure = requireNonNull(failure, "failure");
    this.extras = requireNonNull(extras, "extras");
  }

  /** The model of requests that name none. */
  public ModelHolder primary() {
    return primary;
  }

  /**
   * Asks for a model; see {@link ExtraModels#use}. The primary one is there at once, and may be
   * empty.
   */
  public CompletableFuture<ModelUse> use(String name) {
    if (isPrimary(name)) {
      return CompletableFuture.completedFuture(new ModelUse(primary, () -> {}));
    }
    return extras.use(name);
  }

  /** What to tell who asks for a model that is none. */
  public UnknownModelException unknown(String name) {
    return new UnknownModelException(name, statuses().stream().map(ModelStatus::name).toList());
  }

  /** Whether it is the name of the primary model. */
  public boolean isPrimary(String name) {
    return name.equals(primary.name());
  }

  /** Holds the model of that name while it is in memory; empty if there is none of that name. */
  public Optional<ModelHolder> holder(String name) {
    return isPrimary(name) ? Optional.of(primary) : extras.holder(name);
  }

  /** Whether a model of that name may be served now or later. */
  public boolean mayBeServed(String name) {
    return isPrimary(name) || extras.mayBeServed(name);
  }

  /** What is known of a model; empty if there is none of that name. */
  public Optional<ModelStatus> find(String name) {
    return isPrimary(name)
        ? Optional.of(primaryStatus())
        : extras.statuses().stream().filter(status -> status.name().equals(name)).findFirst();
  }

  /** What is known of all models, the primary one first. */
  public List<ModelStatus> statuses() {
    List<ModelStatus> all = new ArrayList<>();
    all.add(primaryStatus());
    all.addAll(extras.statuses());
    return all;
  }

  private ModelStatus primaryStatus() {
    Optional<ModelIdentity> identity = primary.identity();
    return new ModelStatus(
        primary.name(),
        true,
        identity.isPresent() ? ModelState.LOADED : ModelState.LOADING,
        identity,
        identity.isPresent() ? OptionalLong.of(primary.bytes()) : OptionalLong.empty(),
        Optional.empty(),
        failure.get());
  }
}
