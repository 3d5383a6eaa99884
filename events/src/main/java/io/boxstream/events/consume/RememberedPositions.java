package io.boxstream.events.consume;

import io.boxstream.events.PoisonRecordException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Positions in memory, which are lost when the process ends. */
final class RememberedPositions implements PositionStore {
  private final Map<Integer, Long> next = new ConcurrentHashMap<>();

  @Override
  public long position(int partition) {
    return next.getOrDefault(partition, 0L);
  }

  @Override
  public void lost(Set<Integer> partitions) {
    next.keySet().removeAll(partitions);
  }

  /** Handles records one by one, so that records before a failure are not handled again. */
  void handleAll(
      List<ConsumerRecord<byte[], byte[]>> records, RecordHandler handler, Rejections rejections)
      throws Exception {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.offset() < position(record.partition())) {
        continue;
      }
      try {
        handler.handle(record);
      } catch (PoisonRecordException poison) {
        rejections.reject(record, poison.stage(), poison);
      }
      next.put(record.partition(), record.offset() + 1);
    }
  }
}
