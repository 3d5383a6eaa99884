package io.boxstream.events.consume;

import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Results stay, whatever happens to the others of their chunk. */
enum AtLeastOnce implements Delivery {
  INSTANCE;

  @Override
  public boolean loopCommits() {
    return true;
  }

  @Override
  public void open() {
    // The publisher connects by itself.
  }

  @Override
  public void joined(Consumer<byte[], byte[]> consumer) {
    // The consumer commits, and knows its place.
  }

  @Override
  public void begin() {
    // Nothing holds results together.
  }

  @Override
  public void complete(Chunk chunk, List<ConsumerRecord<byte[], byte[]>> records) {
    // The handler returns when its results are durable.
  }

  @Override
  public void cancel(Chunk chunk) {
    // Results and rejections are durable.
  }
}
