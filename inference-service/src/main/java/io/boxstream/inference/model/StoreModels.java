package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.promotion.PromotionChain;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Models whose promotion chains are in the object store. */
public final class StoreModels implements ModelSources {
  /** Stands for every model that has a promotion chain. */
  public static final String ALL = "*";

  private final Artifacts artifacts;
  private final String primary;
  private final List<String> names;
  private final Function<String, CheckpointLoader> loaders;
  private final Map<String, CheckpointLoader> loaderOf = new ConcurrentHashMap<>();

  /**
   * @param primary a model that is not meant
   * @param names of the models, and perhaps {@link #ALL}
   * @param loaders makes the loader of a model
   * @throws IllegalArgumentException if a name is none
   */
  public StoreModels(
      Artifacts artifacts,
      String primary,
      List<String> names,
      Function<String, CheckpointLoader> loaders) {
    this.artifacts = requireNonNull(artifacts, "artifacts");
    this.primary = requireNonNull(primary, "primary");
    this.names = List.copyOf(names);
    this.loaders = requireNonNull(loaders, "loaders");
    fixed().forEach(name -> new PromotionChain(artifacts.store(), name));
  }

  @Override
  public List<String> fixed() {
    return names.stream()
        .filter(name -> !name.equals(ALL) && !name.equals(primary))
        .distinct()
        .toList();
  }

  @Override
  public Collection<String> promoted() {
    return names.contains(ALL)
        ? PromotionChain.models(artifacts.store()).stream()
            .filter(name -> !name.equals(primary))
            .toList()
        : List.of();
  }

  @Override
  public boolean isEmpty() {
    return fixed().isEmpty() && !names.contains(ALL);
  }

  @Override
  public boolean mayBeServed(String name) {
    return names.contains(ALL) || names.contains(name);
  }

  @Override
  public PromotionSource promotions(String model) {
    return new StorePromotions(artifacts, model);
  }

  @Override
  public ModelMemory memory(String model) {
    return loaderOf(model);
  }

  @Override
  public ModelLoader loader(String model) {
    return loaderOf(model);
  }

  private CheckpointLoader loaderOf(String model) {
    return loaderOf.computeIfAbsent(model, loaders);
  }
}
