package io.boxstream.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSpaceTest {

  @TempDir private Path temporary;

  @Test
  void saysNothingOfADiskWithEnoughSpace() {
    DiskSpace disk = disk(10_000_000_000L);

    assertThat(disk.isFull()).isFalse();
    assertThat(disk.warning()).isEmpty();
  }

  @Test
  void warnsOfADiskThatWillSoonBeFull() {
    DiskSpace disk = disk(300_000_000L);

    assertThat(disk.isFull()).isFalse();
    assertThat(disk.warning()).get().asString().contains("300 MB", "the disk of /state");
  }

  @Test
  void saysWhatToDoAboutAFullDisk() {
    DiskSpace disk = disk(4096);

    assertThat(disk.isFull()).isTrue();
    assertThat(disk.explanation())
        .contains("the disk is full", "0 MB (4096 bytes)", "/state", "Make room");
  }

  @Test
  void asksTheFileSystem() {
    assertThat(DiskSpace.of(temporary).explanation()).contains(temporary.toString());
  }

  private static DiskSpace disk(long free) {
    return new DiskSpace(Path.of("/state"), () -> free);
  }
}
