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
  void readsARowOfEitherKindOfFile() throws IOException {
    Path params = folder.resolve("a.params");
    float[] values = {1, 2, 3, 4, 5, 6};
    ParameterFile.write(params, Map.of("w", ParameterArray.ofFloats(List.of(3, 2), values)));
    String header =
        "{\"v\":{\"dtype\":\"I8\",\"shape\":[8],\"data_offsets\":[0,8]},"
            + "\"w\":{\"dtype\":\"BF16\",\"shape\":[3,2],\"data_offsets\":[8,20]}}";
    ByteBuffer content = ByteBuffer.allocate(28 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
    content.putLong(header.length()).put(header.getBytes(StandardCharsets.US_ASCII)).putLong(0);
    for (float value : values) {
      content.putShort((short) (Float.floatToIntBits(value) >> Short.SIZE));
    }
    Path safetensors = Files.write(folder.resolve("a.safetensors"), content.array());

    for (Path file : List.of(params, safetensors)) {
      try (ArrayFileReader reader = ArrayFileReader.open(file)) {
        assertThat(reader.readRow("w", 2).shape()).containsExactly(2);
        assertThat(reader.readRow("w", 2).floats()).containsExactly(5, 6);
      }
    }
    try (ArrayFileReader reader = ArrayFileReader.open(safetensors)) {
      assertThatThrownBy(() -> reader.readRow("v", 2))
          .isInstanceOf(ParameterFileException.class)
          .hasMessageContaining("has v as INT8 [8]; F32, F16 and BF16 can be read");
    }
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
