package io.boxstream.ingest.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The deliveries that wait, without their bodies. Bounded and thread-safe. */
final class DeliveryQueue {

  private final int most;
  private final long mostBytes;
  private final ConcurrentNavigableMap<Long, WaitingDelivery> waiting =
      new ConcurrentSkipListMap<>();
  private long next;
  private int count;
  private long bytes;

  /**
   * @param most most deliveries
   * @param mostBytes most bytes of their bodies
   * @param next sequence number of the next delivery
   */
  DeliveryQueue(int most, long mostBytes, long next) {
    this.most = most;
    this.mostBytes = mostBytes;
    this.next = next;
  }

  /**
   * Makes room for a delivery.
   *
   * @throws TooManyDeliveriesException if there is none
   */
  synchronized Delivery reserve(
      String id, Tool tool, String event, Instant receivedAt, long length) {
    if (count >= most) {
      throw new TooManyDeliveriesException("the largest number, " + most + ",");
    }
    if (bytes + length > mostBytes) {
      throw new TooManyDeliveriesException("the most bytes, " + mostBytes + ",");
    }
    count++;
    bytes += length;
    Delivery delivery = new Delivery(id, tool, event, receivedAt, next, length);
    next++;
    return delivery;
  }

  /** Adds a delivery that has room. */
  WaitingDelivery add(Delivery delivery) {
    WaitingDelivery added = new WaitingDelivery(delivery);
    waiting.put(delivery.sequence(), added);
    return added;
  }

  /** Adds a delivery that an earlier process accepted. */
  synchronized void restore(Delivery delivery) {
    count++;
    bytes += delivery.bytes();
    WaitingDelivery unused = add(delivery);
  }

  /** Frees the room of a delivery. */
  synchronized void release(Delivery delivery) {
    WaitingDelivery unused = waiting.remove(delivery.sequence());
    count--;
    bytes -= delivery.bytes();
  }

  /** Oldest first. */
  List<WaitingDelivery> waiting() {
    return List.copyOf(waiting.values());
  }

  List<DeliveryStatus> statuses(int limit) {
    return waiting.values().stream().limit(limit).map(WaitingDelivery::status).toList();
  }

  Optional<DeliveryStatus> find(String id) {
    return waiting.values().stream()
        .filter(each -> each.delivery().id().equals(id))
        .findFirst()
        .map(WaitingDelivery::status);
  }

  int size() {
    return waiting.size();
  }

  long size(Tool tool) {
    return waiting.values().stream().filter(each -> each.delivery().tool() == tool).count();
  }

  /** Age of a tool's oldest delivery in seconds; 0 if none waits. */
  double age(Tool tool, Instant now) {
    return waiting.values().stream()
        .filter(each -> each.delivery().tool() == tool)
        .findFirst()
        .map(each -> Duration.between(each.delivery().receivedAt(), now).toMillis() / 1000.0)
        .orElse(0.0);
  }
}
