package io.boxstream.ingest.webhooks;

import java.util.Optional;

/** Knows what one tool delivers. */
public interface DeliveryHandler extends AutoCloseable {

  /** The tool. */
  Tool tool();

  /**
   * What happened, as the tool names it.
   *
   * @param payload as {@link io.boxstream.images.formats.JsonTree} reads it
   * @throws UnusableDeliveryException if the payload does not say
   */
  String event(Object payload);

  /** Why a delivery need not be kept; empty if it must be applied. */
  Optional<String> ignored(Object payload);

  /**
   * Applies a delivery to the data set. It may have been applied before, as a whole or in part.
   *
   * @throws UnusableDeliveryException if it can never be applied
   * @throws io.boxstream.fetch.FetchException if something is not fetched
   */
  DeliveryResult apply(Delivery delivery, Object payload);

  /** Aborts what is being fetched. */
  @Override
  void close();
}
