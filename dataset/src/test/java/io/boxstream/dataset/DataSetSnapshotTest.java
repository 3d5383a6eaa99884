package io.boxstream.dataset;

import static io.boxstream.dataset.Images.id;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.snapshot.DataSetSnapshots;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSetSnapshotTest {
  private static final List<Split> SPLITS = List.of(Split.values());
  private static final Map<Integer, Long> OFFSETS = Map.of(10, 3L, 2, 9_000_000_000L);

  @Test
  void doesNotDependOnTheOrderOfArrival() {
    List<SnapshotEntry> entries = new ArrayList<>(entries(50));
    DataSetSnapshot one = DataSetSnapshot.of(OFFSETS, entries);
    Collections.shuffle(entries, new Random(7));

    DataSetSnapshot other = DataSetSnapshot.of(OFFSETS, entries);

    assertThat(other.hash()).isEqualTo(one.hash());
    assertThat(other.toJson()).isEqualTo(one.toJson());
    assertThat(other.entries()).isEqualTo(one.entries());
  }

  @Test
  void anotherLabelIsAnotherSnapshot() {
    DataSetSnapshot one = DataSetSnapshot.of(OFFSETS, List.of(entry("a", Split.TRAIN, 1.0)));
    DataSetSnapshot other = DataSetSnapshot.of(OFFSETS, List.of(entry("a", Split.TRAIN, 1.5)));

    assertThat(other.hash()).isNotEqualTo(one.hash());
    assertThat(other).isNotEqualTo(one);
  }

  @Test
  void isReadAsItIsWritten() {
    DataSetSnapshot snapshot = DataSetSnapshot.of(OFFSETS, entries(20));

    DataSetSnapshot read = DataSetSnapshot.fromJson(snapshot.toJson());

    assertThat(read).isEqualTo(snapshot);
    assertThat(read.hash()).isEqualTo(snapshot.hash());
    assertThat(read.entries()).isEqualTo(snapshot.entries());
    assertThat(read.offsets()).isEqualTo(snapshot.offsets());
    assertThat(read.counts()).isEqualTo(snapshot.counts());
  }

  @Test
  void itsHashIsItsAddressInTheObjectStore() {
    DataSetSnapshots store = new DataSetSnapshots(new InMemoryObjectStore());
    DataSetSnapshot snapshot = DataSetSnapshot.of(OFFSETS, entries(3));

    String address = store.save(snapshot.toJson());

    assertThat(address).isEqualTo(snapshot.hash());
    assertThat(DataSetSnapshot.fromJson(store.load(address))).isEqualTo(snapshot);
  }

  @Test
  void isWrittenInThisForm() {
    DataSetSnapshot snapshot = DataSetSnapshot.of(OFFSETS, List.of(entry("a", Split.VAL, 1.5)));

    assertThat(new String(snapshot.toJson(), UTF_8))
        .isEqualTo(
            "{\"version\":1,\"offsets\":{\"2\":9000000000,\"10\":3},\"images\":["
                + "{\"id\":\""
                + id("a")
                + "\",\"split\":\"val\",\"width\":100,\"height\":80,\"boxes\":["
                + "{\"label\":\"hat\",\"xMin\":1.5,\"yMin\":2.0,\"xMax\":30.0,"
                + "\"yMax\":40.0,\"difficult\":true}]}]}");
  }

  @Test
  void keepsThatAnImageIsHeldOut() {
    SnapshotEntry entry =
        new SnapshotEntry(id("a"), Split.VAL, 10, 10, List.of(), Optional.of(true));
    DataSetSnapshot snapshot = DataSetSnapshot.of(OFFSETS, List.of(entry));

    assertThat(new String(snapshot.toJson(), UTF_8)).contains("\"boxes\":[],\"heldOut\":true}");
    assertThat(DataSetSnapshot.fromJson(snapshot.toJson()).entries()).containsExactly(entry);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "not json",
        "{\"version\":2,\"offsets\":{},\"images\":[]}",
        "{\"version\":1,\"offsets\":{\"x\":1},\"images\":[]}",
        "{\"version\":1,\"offsets\":{\"0\":\"1\"},\"images\":[]}",
        "{\"version\":1,\"offsets\":{},\"images\":[{}]}",
        "{\"version\":1,\"offsets\":{},\"images\":[7]}",
        "{\"version\":1,\"offsets\":{},\"images\":[]",
        "{\"version\":1,\"offsets\":{},\"images\":[]} {}"
      })
  void refusesWhatIsNoSnapshot(String json) {
    assertThatThrownBy(() -> DataSetSnapshot.fromJson(json.getBytes(UTF_8)))
        .isInstanceOf(MalformedSnapshotException.class);
  }

  @Test
  void refusesAnIdThatComesTwice() {
    List<SnapshotEntry> twice = List.of(entry("a", Split.VAL, 1), entry("a", Split.TRAIN, 1));

    assertThatThrownBy(() -> DataSetSnapshot.of(OFFSETS, twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(id("a"));
  }

  @Test
  void findsAnImageByItsId() {
    DataSetSnapshot snapshot = DataSetSnapshot.of(OFFSETS, entries(20));

    for (SnapshotEntry entry : snapshot.entries()) {
      assertThat(snapshot.find(entry.id())).contains(entry);
    }
    assertThat(snapshot.find(id("none"))).isEmpty();
    assertThat(DataSetSnapshot.of(Map.of(), List.of()).find(id("none"))).isEmpty();
  }

  @Test
  void itsValidationIsReadWithoutTheOtherImages() {
    DataSetSnapshot snapshot = DataSetSnapshot.of(OFFSETS, entries(20));

    ValidationSplit read = ValidationSplit.read(new ByteArrayInputStream(snapshot.toJson()));

    assertThat(read).isEqualTo(ValidationSplit.of(snapshot));
    assertThat(read.entries()).isEqualTo(snapshot.entries(Split.VAL));
    assertThat(read.test()).isEqualTo(snapshot.entries(Split.TEST).size());
    assertThat(read.trainingBoxes())
        .containsExactly(Map.entry("hat", snapshot.entries(Split.TRAIN).size()));
  }

  @Test
  void equalLabelsOfAReadSnapshotAreTheSameText() {
    DataSetSnapshot read =
        DataSetSnapshot.fromJson(DataSetSnapshot.of(OFFSETS, entries(3)).toJson());

    String first = read.entries().get(0).boxes().get(0).label();
    assertThat(read.entries()).allMatch(entry -> entry.boxes().get(0).label() == first);
  }

  @Test
  void anEmptyDataSetIsASnapshotToo() {
    DataSetSnapshot empty = DataSetSnapshot.of(Map.of(), List.of());

    assertThat(DataSetSnapshot.fromJson(empty.toJson())).isEqualTo(empty);
    assertThat(empty.classes()).isEmpty();
    assertThat(empty.counts().images().total()).isZero();
  }

  private static List<SnapshotEntry> entries(int number) {
    return IntStream.range(0, number)
        .mapToObj(index -> entry("image " + index, SPLITS.get(index % 3), index / 7.0))
        .toList();
  }

  private static SnapshotEntry entry(String image, Split split, double xMin) {
    return new SnapshotEntry(
        id(image), split, 100, 80, List.of(new LabelledBox("hat", xMin, 2, 30, 40, true)));
  }
}
