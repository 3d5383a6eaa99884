package io.boxstream.inference.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.events.Event;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.HardExample;
import io.boxstream.events.HardExample.Request;
import io.boxstream.events.HardExampleReason;
import io.boxstream.events.ImageContent;
import io.boxstream.events.PublishException;
import io.boxstream.events.Topics;
import io.boxstream.images.CanonicalImages;
import io.boxstream.images.ImageEncoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.RgbImage;
import io.boxstream.images.UnreadableImageException;
import io.boxstream.inference.TestImages;
import io.boxstream.inference.hardexamples.AnsweredRequest;
import io.boxstream.inference.hardexamples.Candidate;
import io.boxstream.inference.model.FakeDetector;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.Timings;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

class HardExamplePublisherTest {
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final Log log = new Log();
  private final CanonicalImages images = new CanonicalImages(ImageLimits.defaults());
  private final HardExamplePublisher publisher =
      new HardExamplePublisher(images, Blobs.ofQuarantine(store, Clock.systemUTC()), log);

  @Test
  void publishesTheUprightImageUnderItsId() {
    byte[] photo = TestImages.rotated(TestImages.jpeg(60, 40, 1));

    publisher.publish(candidate(photo));

    HardExample example = log.published.get(0);
    assertThat(example.imageId()).isEqualTo(images.canonicalize(photo).id());
    assertThat(example.size().orElseThrow().width()).isEqualTo(40);
    assertThat(example.score()).contains(0.5);
    assertThat(example.reasons()).containsExactly(HardExampleReason.LOW_CONFIDENCE);
    assertThat(store.list("")).isEmpty();
  }

  @Test
  void putsALargeImageIntoTheQuarantine() {
    byte[] rgb = new byte[3 * 500 * 500];
    new Random(1).nextBytes(rgb);

    publisher.publish(candidate(new ImageEncoder().png(new RgbImage(500, 500, rgb))));

    assertThat(log.published.get(0).image()).isInstanceOf(ImageContent.Stored.class);
    assertThat(store.list(""))
        .singleElement()
        .asString()
        .startsWith(Blobs.QUARANTINE + log.published.get(0).imageId());
  }

  @Test
  void failsWhenTheBrokerDoesNotAcknowledge() {
    log.failure = new PublishException(Topics.HARD_EXAMPLES, new IllegalStateException("away"));

    assertThatThrownBy(() -> publisher.publish(candidate(TestImages.jpeg(60, 40, 1))))
        .isInstanceOf(PublishException.class);
  }

  @Test
  void failsWhenTheImageHasNoCanonicalForm() {
    byte[] truncated = TestImages.truncated(TestImages.jpeg(60, 40, 1));

    assertThatThrownBy(() -> publisher.publish(candidate(truncated)))
        .isInstanceOf(UnreadableImageException.class);
    assertThat(log.published).isEmpty();
  }

  private static Candidate candidate(byte[] image) {
    Answer answer =
        new Answer(60, 40, List.of(), FakeDetector.model(3).identity(), new Timings(1, 1, 1, 3));
    return new Candidate(
        new AnsweredRequest(image, answer, new Request(Instant.EPOCH, "", Optional.empty())),
        0.5,
        List.of(HardExampleReason.LOW_CONFIDENCE),
        List.of());
  }

  /** Keeps hard examples, or fails. */
  private static final class Log implements EventPublisher {
    private final List<HardExample> published = new ArrayList<>();
    private RuntimeException failure;

    @Override
    public CompletableFuture<RecordMetadata> publish(String key, Event event) {
      if (failure != null) {
        return CompletableFuture.failedFuture(failure);
      }
      published.add((HardExample) event);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<RecordMetadata> publishTombstone(
        String topic, String key, Optional<String> caller) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
