package io.boxstream.detection.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayFileReaderTest {
  private static final ParameterArray TWO = ParameterArray.ofFloats(List.of(1), new float[] {2});

  @TempDir Path folder;

  @Test
  void readsAParameterFileWhateverItsName() {
    Path file = folder.resolve("base.safetensors");
    ParameterFile.write(file, Map.of("w", TWO));

    assertThat(readW(file)).isEqualTo(TWO);
  }

  /** With 274 bytes of header both kinds of file have the same first eight bytes. */
  @ParameterizedTest
  @ValueSource(ints = {64, 0x112})
  void readsASafetensorsFileWhateverItsNameAndLength(int headerLength) throws IOException {
    String tensor = "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
    String header = tensor + " ".repeat(headerLength - tensor.length());
    ByteBuffer content = ByteBuffer.allocate(12 + headerLength).order(ByteOrder.LITTLE_ENDIAN);
    content.putLong(headerLength).put(header.getBytes(StandardCharsets.US_ASCII)).putFloat(2);
    Path file = Files.write(folder.resolve("base.params"), content.array());

    assertThat(readW(file)).isEqualTo(TWO);
  }

  @Test
  void refusesOtherFilesByWhatTheyStartWith() throws IOException {
    Path zip = Files.write(folder.resolve("a.pth"), new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 0});
    Path empty = Files.createFile(folder.resolve("empty"));

    assertThatThrownBy(() -> ArrayFileReader.open(zip))
        .isInstanceOf(ParameterFileException.class)
        .hasMessageStartingWith(zip + ": neither a .params file, which starts with 0x112, nor")
        .hasMessageEndingWith("it starts with 0x4034b50");
    assertThatThrownBy(() -> ArrayFileReader.open(empty))
        .isInstanceOf(ParameterFileException.class)
        .hasMessageEndingWith("it has 0 bytes");
  }

  @Test
  void saysThatAFileCannotBeRead() {
    Path absent = folder.resolve("absent");

    assertThatThrownBy(() -> ArrayFileReader.open(absent))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot read " + absent);
  }

  private static ParameterArray readW(Path file) {
    try (ArrayFileReader reader = ArrayFileReader.open(file)) {
      return reader.read("w");
    }
  }
}
