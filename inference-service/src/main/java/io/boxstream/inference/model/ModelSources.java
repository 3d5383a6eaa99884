package io.boxstream.inference.model;

import java.util.Collection;
import java.util.List;

/** Which models there are beside the primary one, and where they come from. */
public interface ModelSources {

  /** The names of models that may be served whether something of them was promoted or not. */
  List<String> fixed();

  /**
   * The names of models that may be served because something of them was promoted.
   *
   * @throws RuntimeException if they cannot be read now
   */
  Collection<String> promoted();

  /** Whether there will never be a model. */
  boolean isEmpty();

  /** Whether a model of that name may be served now or later. */
  boolean mayBeServed(String name);

  /** The promotion chain of a model. */
  PromotionSource promotions(String model);

  /** Says what a model will take. */
  ModelMemory memory(String model);

  /** Loads a model. */
  ModelLoader loader(String model);
}
