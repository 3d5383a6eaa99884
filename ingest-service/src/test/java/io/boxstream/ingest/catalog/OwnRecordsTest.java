package io.boxstream.ingest.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OwnRecordsTest {

  private final OwnRecords own = new OwnRecords();

  @Test
  void passesOverItsOwnRecordsUpToTheFirstOfAnother() {
    LongStream.of(5, 6, 8).forEach(this::index);

    assertThat(own.firstUnknown(0, 5)).isEqualTo(7);
    assertThat(own.firstUnknown(0, 7)).isEqualTo(7);
    assertThat(own.firstUnknown(0, 8)).isEqualTo(9);
    assertThat(own.firstUnknown(1, 5)).isEqualTo(5);
  }

  @Test
  void acknowledgementsMayComeInAnyOrder() {
    LongStream.of(3, 1, 2).forEach(this::index);

    assertThat(own.firstUnknown(0, 1)).isEqualTo(4);
  }

  @Test
  void forgetsWhatTheReaderHasPassed() {
    LongStream.of(1, 2, 3).forEach(this::index);

    assertThat(own.firstUnknown(0, 10)).isEqualTo(10);
    assertThat(own.firstUnknown(0, 1)).isEqualTo(1);
  }

  @Test
  void memoryIsBoundedWhileNothingIsRead() {
    LongStream.range(0, 150_000).forEach(this::index);

    assertThat(own.firstUnknown(0, 0)).isZero();
    assertThat(own.firstUnknown(0, 100_000)).isEqualTo(150_000);
  }

  @Test
  void writesUntilEachRecordHasEnded() {
    own.begun();
    own.begun();
    own.ended();
    assertThat(own.isWriting()).isTrue();

    own.ended();
    assertThat(own.isWriting()).isFalse();
  }

  private void index(long offset) {
    own.indexed(new RecordAddress(0, offset));
  }
}
