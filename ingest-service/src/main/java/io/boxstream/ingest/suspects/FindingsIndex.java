package io.boxstream.ingest.suspects;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventMappers;
import io.boxstream.events.LabelDigest;
import io.boxstream.events.LabelFinding;
import io.boxstream.events.LabelFindings;
import io.boxstream.events.Topics;
import io.boxstream.ingest.catalog.CatalogImage;
import io.boxstream.ingest.catalog.ChangedImages;
import io.boxstream.ingest.catalog.TopicIndex;
import io.boxstream.ingest.disk.IndexFile;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.h2.mvstore.MVMap;

/** What the promoted model contradicts, by image. */
public final class FindingsIndex implements TopicIndex {

  private final IndexFile file;
  private final EventCodec codec;
  private final ChangedImages changed;
  private final ObjectMapper mapper = EventMappers.json();
  private final MVMap<String, String> findings;

  /**
   * @param file owned by the caller
   * @param codec reads the topic's records
   * @param changed learns which images to check again
   */
  public FindingsIndex(IndexFile file, EventCodec codec, ChangedImages changed) {
    this.file = requireNonNull(file, "file");
    this.codec = requireNonNull(codec, "codec");
    this.changed = requireNonNull(changed, "changed");
    this.findings = file.store().openMap("label-findings");
  }

  /** What contradicts the current labels of an image; findings about other labels do not count. */
  List<LabelFinding> of(CatalogImage image) {
    String text = findings.get(image.id());
    if (text == null) {
      return List.of();
    }
    LabelFindings known = read(text);
    return known.labels().equals(LabelDigest.of(image.boxes())) ? known.findings() : List.of();
  }

  @Override
  public String topic() {
    return Topics.LABEL_FINDINGS;
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> record) {
    String imageId = EventCodec.key(record);
    String text =
        record.value() == null ? null : write(codec.fromRecord(record, LabelFindings.class));
    file.change(
        () -> {
          String earlier = text == null ? findings.remove(imageId) : findings.put(imageId, text);
          if (text != null || earlier != null) {
            changed.recheck(imageId);
          }
        });
  }

  @Override
  public void clear() {
    file.change(
        () -> {
          findings.keyIterator(null).forEachRemaining(changed::recheck);
          findings.clear();
        });
  }

  private String write(LabelFindings event) {
    try {
      return mapper.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LabelFindings read(String text) {
    try {
      return mapper.readValue(text, LabelFindings.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
