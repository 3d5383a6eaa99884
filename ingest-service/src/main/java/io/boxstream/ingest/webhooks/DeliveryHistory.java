package io.boxstream.ingest.webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.events.EventMappers;
import io.boxstream.ingest.disk.IndexFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;

/** The deliveries that ended last. */
final class DeliveryHistory {

  static final int KEPT = 1000;

  private final IndexFile file;
  private final MVMap<Long, byte[]> ended;
  private final ObjectMapper mapper =
      EventMappers.json().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  DeliveryHistory(IndexFile file) {
    this.file = file;
    this.ended =
        file.store()
            .openMap(
                "webhook-deliveries",
                new MVMap.Builder<Long, byte[]>()
                    .keyType(LongDataType.INSTANCE)
                    .valueType(ByteArrayDataType.INSTANCE));
  }

  /** Records that a delivery ended, and makes it durable with everything that it changed. */
  void add(Delivery delivery, DeliveryStatus status) {
    file.change(
        () -> {
          ended.put(delivery.sequence(), write(status));
          while (ended.sizeAsLong() > KEPT) {
            ended.remove(ended.firstKey());
          }
        });
    file.commitDurably();
  }

  /** A sequence number greater than those of the deliveries that ended. */
  long nextSequence() {
    Long last = ended.lastKey();
    return last == null ? 0 : last + 1;
  }

  /** Whether a delivery ended. */
  boolean holds(Delivery delivery) {
    return ended.containsKey(delivery.sequence());
  }

  Optional<DeliveryStatus> find(String id) {
    Iterator<byte[]> values = ended.values().iterator();
    while (values.hasNext()) {
      DeliveryStatus status = read(values.next());
      if (status.id().equals(id)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  /** The last ones, newest first. */
  List<DeliveryStatus> newest(int limit) {
    List<DeliveryStatus> statuses = new ArrayList<>();
    Cursor<Long, byte[]> cursor = ended.cursor(null, null, true);
    while (cursor.hasNext() && statuses.size() < limit) {
      Long unused = cursor.next();
      statuses.add(read(cursor.getValue()));
    }
    return statuses;
  }

  private byte[] write(DeliveryStatus status) {
    try {
      return mapper.writeValueAsBytes(status);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a status has a JSON form", e);
    }
  }

  private DeliveryStatus read(byte[] json) {
    try {
      return mapper.readValue(json, DeliveryStatus.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
