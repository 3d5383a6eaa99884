package io.boxstream.evaluator.decide;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.promotion.PromotionChain;
import io.boxstream.artifacts.store.ObjectStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The promotion chains of all models, cached. */
public final class PromotionChains {
  private final ObjectStore store;
  private final Map<String, PromotionChain> chains = new ConcurrentHashMap<>();

  public PromotionChains(ObjectStore store) {
    this.store = requireNonNull(store, "store");
  }

  /** A model's chain. */
  public PromotionChain of(String model) {
    return chains.computeIfAbsent(model, name -> new PromotionChain(store, name));
  }

  /** The models that were ever promoted. */
  public List<String> models() {
    return PromotionChain.models(store);
  }
}
