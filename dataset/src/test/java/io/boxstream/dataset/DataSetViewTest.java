package io.boxstream.dataset;

import static io.boxstream.dataset.Images.bytes;
import static io.boxstream.dataset.Images.id;
import static io.boxstream.dataset.Images.inline;
import static io.boxstream.dataset.Images.record;
import static io.boxstream.dataset.Images.stored;
import static io.boxstream.dataset.Images.tombstone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventCodec;
import io.boxstream.events.ImageContent;
import io.boxstream.events.LabelRevision;
import io.boxstream.events.MalformedEventException;
import io.boxstream.events.PoisonRecordException;
import io.boxstream.events.Split;
import io.boxstream.events.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetViewTest {
  @TempDir private Path directory;
  private final Blobs blobs = new Blobs(new InMemoryObjectStore());
  private DataSetView view;

  @BeforeEach
  void open() {
    view = DataSetView.open(directory.resolve("view"), blobs);
  }

  @AfterEach
  void close() {
    view.close();
  }

  @Test
  void keepsThatAnImageIsHeldOutOfTraining() {
    AnnotatedImage image = inline("one", Split.VAL, "hat");
    view.apply(
        record(
            0,
            0,
            new AnnotatedImage(
                image.id(),
                image.format(),
                image.width(),
                image.height(),
                image.split(),
                image.boxes(),
                image.image(),
                image.source().heldOut())));
    view.apply(record(0, 1, inline("two", Split.VAL, "hat")));

    assertThat(view.snapshot().entries())
        .filteredOn(entry -> entry.heldOut().isPresent())
        .extracting(SnapshotEntry::id)
        .containsExactly(image.id());
  }

  @Test
  void earlierLabelsOfAnImageDoNotChangeTheSnapshot() {
    AnnotatedImage image = inline("one", Split.VAL, "hat");
    view.apply(record(0, 0, image));
    String hash = view.snapshot().hash();
    LabelRevision earlier =
        new LabelRevision(
            Instant.EPOCH, Split.VAL, Images.boxes("person"), image.source(), Optional.of("anna"));
    try (DataSetView other = DataSetView.open(directory.resolve("other"), blobs)) {
      other.apply(record(0, 0, image.replacing(Instant.EPOCH, List.of(earlier))));

      assertThat(other.snapshot().hash()).isEqualTo(hash);
    }
  }

  @Test
  void holdsTheNewestLabelsOfEachImage() {
    view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));
    view.apply(record(3, 7, inline("two", Split.VAL, "person", "hat")));
    view.apply(record(0, 1, inline("one", Split.TRAIN, "hat", "hat")));

    DataSetSnapshot snapshot = view.snapshot();

    assertThat(snapshot.entries())
        .extracting(SnapshotEntry::id)
        .containsExactlyInAnyOrder(id("one"), id("two"));
    assertThat(snapshot.entries(Split.TRAIN))
        .containsExactly(
            new SnapshotEntry(id("one"), Split.TRAIN, 100, 80, Images.boxes("hat", "hat")));
    assertThat(snapshot.entries(Split.TEST)).isEmpty();
    assertThat(snapshot.offsets()).isEqualTo(Map.of(0, 2L, 3, 8L));
    assertThat(snapshot.classes()).containsExactly("hat", "person");
    assertThat(snapshot.counts()).isEqualTo(view.counts());
    assertThat(view.counts().images()).isEqualTo(new SplitCounts(1, 1, 0));
    assertThat(view.counts().labels())
        .isEqualTo(Map.of("hat", new SplitCounts(2, 1, 0), "person", new SplitCounts(0, 1, 0)));
    assertThat(view.bytes(id("one"))).isEqualTo(bytes("one"));
  }

  @Test
  void aRecordThatComesAgainChangesNothing() {
    view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));
    view.apply(record(0, 1, inline("one", Split.TRAIN, "person")));
    DataSetSnapshot before = view.snapshot();
    long revision = view.revision();

    view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));

    assertThat(view.snapshot()).isEqualTo(before);
    assertThat(view.revision()).isEqualTo(revision);
  }

  @Test
  void theRevisionGrowsWithChangesOnly() {
    view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));
    view.apply(record(0, 1, inline("one", Split.TRAIN, "hat")));
    view.apply(tombstone(0, 2, id("never there")));
    assertThat(view.revision()).isEqualTo(1);

    view.apply(tombstone(0, 3, id("one")));

    assertThat(view.revision()).isEqualTo(2);
  }

  @Test
  void aTombstoneRemovesImageAndLabels() {
    view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));

    view.apply(tombstone(0, 1, id("one")));

    assertThat(view.snapshot().entries()).isEmpty();
    assertThat(view.counts().labels()).isEmpty();
    assertThatThrownBy(() -> view.bytes(id("one")))
        .isInstanceOfSatisfying(
            MissingImageException.class, missing -> assertThat(missing.id()).isEqualTo(id("one")));
  }

  @Test
  void anImageThatIsRemovedAndPutBackInOneGoIsThere() {
    view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));

    view.apply(
        List.of(tombstone(0, 1, id("one")), record(0, 2, inline("one", Split.VAL, "hat"))),
        this::refuse);

    assertThat(view.bytes(id("one"))).isEqualTo(bytes("one"));
    assertThat(view.snapshot().entries(Split.VAL)).hasSize(1);
  }

  @Test
  void aRemovedImageStaysReadableForThoseWhoHoldIt() {
    view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));
    DataSetSnapshot snapshot = view.snapshot();
    DataSetView.Lease first = view.lease(snapshot);
    DataSetView.Lease second = view.lease(snapshot);

    view.apply(tombstone(0, 1, id("one")));
    first.close();

    assertThat(view.bytes(id("one"))).isEqualTo(bytes("one"));
    second.close();
    assertThatThrownBy(() -> view.bytes(id("one"))).isInstanceOf(MissingImageException.class);
  }

  @Test
  void aHeldImageThatComesBackIsKept() {
    view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));
    DataSetView.Lease lease = view.lease(view.snapshot());
    view.apply(tombstone(0, 1, id("one")));
    view.apply(record(0, 2, inline("one", Split.TRAIN, "hat")));

    lease.close();

    assertThat(view.bytes(id("one"))).isEqualTo(bytes("one"));
  }

  @Test
  void fetchesImagesThatLieInTheObjectStore() {
    blobs.put(bytes("large"));

    view.apply(record(0, 0, stored("large", Split.TRAIN, "hat")));

    assertThat(view.bytes(id("large"))).isEqualTo(bytes("large"));
  }

  @Test
  void refusesAnImageThatTheObjectStoreDoesNotHave() {
    assertThatThrownBy(() -> view.apply(record(0, 0, stored("large", Split.TRAIN, "hat"))))
        .isInstanceOf(PoisonRecordException.class)
        .hasMessageContaining(id("large"));
    assertThat(view.position(0)).isZero();
  }

  @Test
  void refusesAnImageThatIsNotWhatItsIdSays() {
    ConsumerRecord<byte[], byte[]> other =
        record(
            0,
            0,
            Images.image(id("one"), Split.TRAIN, new ImageContent.Inline(bytes("two")), "hat"));

    assertThatThrownBy(() -> view.apply(other))
        .isInstanceOf(PoisonRecordException.class)
        .hasMessageContaining(id("two"));
    assertThat(view.missing(view.snapshot())).isEmpty();
    assertThatThrownBy(() -> view.bytes(id("one"))).isInstanceOf(MissingImageException.class);
  }

  @Test
  void refusesAKeyThatIsNotTheId() {
    ConsumerRecord<byte[], byte[]> other =
        record(
            0,
            0,
            EventCodec.forService("test")
                .toRecord(
                    Topics.ANNOTATED_IMAGES,
                    "another",
                    inline("one", Split.TRAIN, "hat"),
                    Instant.EPOCH));

    assertThatThrownBy(() -> view.apply(other)).isInstanceOf(PoisonRecordException.class);
  }

  @Test
  void rejectsThePoisonOfABatchAndAppliesTheRest() {
    List<String> rejected = new ArrayList<>();
    ConsumerRecord<byte[], byte[]> poison =
        new ConsumerRecord<>(Topics.ANNOTATED_IMAGES, 0, 1, bytes("key"), bytes("no event"));

    view.apply(
        List.of(
            record(0, 0, inline("one", Split.TRAIN, "hat")),
            poison,
            record(0, 2, inline("two", Split.TRAIN, "hat")),
            new ConsumerRecord<>(Topics.ANNOTATED_IMAGES, 0, 3, bytes("key"), bytes("no event"))),
        (record, stage, cause) -> {
          assertThat(cause).isInstanceOf(MalformedEventException.class);
          rejected.add(record.offset() + " " + stage);
        });

    assertThat(rejected).containsExactly("1 decode", "3 decode");
    assertThat(view.snapshot().entries()).hasSize(2);
    assertThat(view.position(0)).isEqualTo(4);
  }

  @Test
  void namesTheImagesThatASnapshotCannotBeRebuiltWith() {
    view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));
    view.apply(record(0, 1, inline("two", Split.TRAIN, "hat")));
    DataSetSnapshot snapshot = view.snapshot();
    view.apply(record(0, 2, inline("one", Split.VAL, "person")));
    view.apply(tombstone(0, 3, id("two")));

    assertThat(view.missing(snapshot)).containsExactly(id("two"));
  }

  private void refuse(ConsumerRecord<byte[], byte[]> record, String stage, Throwable cause) {
    throw new AssertionError(stage, cause);
  }
}
