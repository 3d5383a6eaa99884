package io.boxstream.artifacts.promotion;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.document.ArtifactJson;
import io.boxstream.artifacts.document.Documents;
import io.boxstream.artifacts.store.ObjectKeys;
import io.boxstream.artifacts.store.ObjectStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One model's promotions: {@code models/<model>/promotions/<generation, 8 digits>.json}.
 *
 * <p>A link is created only if its key is free and its predecessor exists, and links are never
 * removed. The chain therefore has no gaps, and exactly one of several concurrent writers gets each
 * generation.
 */
public final class PromotionChain {
  private static final ArtifactJson<Promotion> JSON =
      new ArtifactJson<>("promotion", 1, Promotion.class);
  private static final Pattern LINK = Pattern.compile("(\\d{8})\\.json");

  private final ObjectStore store;
  private final Documents<Promotion> documents;
  private final String model;
  // Links are immutable, so each is read once.
  private final Map<Integer, Promotion> known = new ConcurrentHashMap<>();
  private final AtomicInteger latestKnown = new AtomicInteger();

  public PromotionChain(ObjectStore store, String model) {
    this.store = requireNonNull(store, "store");
    this.documents = new Documents<>(store, JSON);
    this.model = ObjectKeys.requireSegment(model, "model");
  }

  /** The names of all models with a promotion, sorted. */
  public static List<String> models(ObjectStore store) {
    return store.folders("models/");
  }

  /**
   * Appends a link.
   *
   * @return whether the link is now part of the chain; if false, another writer took the generation
   *     or the predecessor is missing: read {@link #latest()} and decide again
   */
  public boolean append(Promotion promotion) {
    if (!promotion.model().equals(model)) {
      throw new IllegalArgumentException(
          "a promotion of " + promotion.model() + " does not belong in the chain of " + model);
    }
    int previous = promotion.generation() - 1;
    if (previous > 0 && store.stat(key(previous)).isEmpty()) {
      return false;
    }
    // SAME is this writer's own link, from an attempt whose response was lost: the id makes the
    // bytes unique.
    return documents.create(key(promotion.generation()), promotion) != Documents.Outcome.DIFFERENT;
  }

  /** The latest link. */
  public Optional<Promotion> latest() {
    int generation = latestGeneration();
    return generation == 0 ? Optional.empty() : Optional.of(load(generation));
  }

  /** One link. */
  public Optional<Promotion> find(int generation) {
    Optional<Promotion> cached = Optional.ofNullable(known.get(generation));
    return cached.isPresent() ? cached : documents.find(key(generation));
  }

  /** All links from the first on. */
  public List<Promotion> history() {
    return IntStream.rangeClosed(1, latestGeneration()).mapToObj(this::load).toList();
  }

  private Promotion load(int generation) {
    return known.computeIfAbsent(generation, number -> documents.load(key(number)));
  }

  /** The chain is listed once: afterwards the link after the latest known one tells. */
  private int latestGeneration() {
    int generation = latestKnown.get();
    if (generation == 0) {
      generation = listed();
    }
    // Listings are eventually consistent in some stores; reads of objects are not.
    while (store.stat(key(generation + 1)).isPresent()) {
      generation++;
    }
    return latestKnown.accumulateAndGet(generation, Math::max);
  }

  private int listed() {
    // Some stores also list temporary objects of writes in progress, so keys must match completely.
    return store.list(folder()).stream()
        .map(key -> LINK.matcher(key.substring(folder().length())))
        .filter(Matcher::matches)
        .mapToInt(link -> Integer.parseInt(link.group(1)))
        .max()
        .orElse(0);
  }

  private String folder() {
    return "models/" + model + "/promotions/";
  }

  private String key(int generation) {
    return String.format("%s%08d.json", folder(), generation);
  }
}
