package io.boxstream.ingest.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeliveryQueueTest {

  private final DeliveryQueue queue = new DeliveryQueue(3, 100, 7);

  @Test
  void isBoundedByNumberAndBytes() {
    // Given
    Delivery first = reserve(40);
    WaitingDelivery unused = queue.add(first);
    Delivery second = reserve(60);

    // When, Then
    assertThatThrownBy(() -> reserve(1))
        .isInstanceOf(TooManyDeliveriesException.class)
        .hasMessageContaining("most bytes, 100");
    queue.release(second);
    assertThat(reserve(1).sequence()).isEqualTo(9);
    assertThat(reserve(1).sequence()).isEqualTo(10);
    assertThatThrownBy(() -> reserve(0))
        .isInstanceOf(TooManyDeliveriesException.class)
        .hasMessageContaining("largest number, 3");
  }

  @Test
  void knowsTheAgeOfTheOldestDeliveryOfATool() {
    WaitingDelivery unused = queue.add(reserve(1));

    Instant later = Instant.EPOCH.plusMillis(2500);

    assertThat(queue.age(Tool.CVAT, later)).isEqualTo(2.5);
    assertThat(queue.size(Tool.CVAT)).isEqualTo(1);
    assertThat(queue.age(Tool.LABEL_STUDIO, later)).isZero();
    assertThat(queue.size(Tool.LABEL_STUDIO)).isZero();
  }

  private Delivery reserve(long bytes) {
    return queue.reserve("id", Tool.CVAT, "update:job", Instant.EPOCH, bytes);
  }
}
