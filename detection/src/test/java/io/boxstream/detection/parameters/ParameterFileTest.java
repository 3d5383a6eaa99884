package io.boxstream.detection.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.detection.fixture.Fixtures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterFileTest {
  @TempDir Path folder;

  @Tag("parity")
  @ParameterizedTest
  @ValueSource(
      strings = {"ssd_300_mobilenet0.25_voc.params", "ssd_300_mobilenet0.25_voc-0000.params"})
  void writesWhatItReadByteForByte(String name) throws IOException {
    Path original = Fixtures.path(name);

    Map<String, ParameterArray> arrays = ParameterFile.read(original);
    Path copy = folder.resolve("copy.params");
    ParameterFile.write(copy, arrays);

    assertThat(arrays).hasSizeGreaterThan(100);
    assertThat(Files.mismatch(original, copy)).isEqualTo(-1);
  }

  @Test
  void keepsNamesOrderAndValues() {
    Map<String, ParameterArray> arrays = new LinkedHashMap<>();
    arrays.put("b", ParameterArray.ofFloats(List.of(2, 1), new float[] {1.5f, -0f}));
    arrays.put("größe", ParameterArray.ofFloats(List.of(1), new float[] {Float.NaN}));
    arrays.put("scalar", ParameterArray.ofFloats(List.of(), new float[] {3}));
    arrays.put("none", new ParameterArray(ElementType.FLOAT32, List.of(), new byte[0]));
    Path file = folder.resolve("a.params");

    ParameterFile.write(file, arrays);

    assertThat(ParameterFile.read(file)).containsExactlyEntriesOf(arrays);
  }

  @Test
  void readsTheFormBeforeVersions() throws IOException {
    ByteBuffer file = little(256);
    file.putLong(0x112).putLong(0).putLong(1);
    file.putInt(2).putInt(1).putInt(2).putInt(1).putInt(0).putInt(0).putFloat(7).putFloat(8);
    name(file, "w");

    Map<String, ParameterArray> arrays = read(file);

    assertThat(arrays.get("w").shape()).containsExactly(1, 2);
    assertThat(arrays.get("w").floats()).containsExactly(7, 8);
  }

  @Test
  void readsVersionOneInHalfPrecision() throws IOException {
    ByteBuffer file = little(256);
    file.putLong(0x112).putLong(0).putLong(1);
    file.putInt(0xF993FAC8).putInt(1).putLong(3).putInt(2).putInt(5).putInt(2);
    file.putShort((short) 0x3c00).putShort((short) 0xc100).putShort((short) 1);
    name(file, "w");

    assertThat(read(file).get("w").floats()).containsExactly(1f, -2.5f, 0x1p-24f);
  }

  @Test
  void countsUnnamedArrays() throws IOException {
    ByteBuffer file = little(256);
    file.putLong(0x112).putLong(0).putLong(1);
    file.putInt(0xF993FACA).putInt(0).putInt(0).putInt(1).putInt(0).putInt(4).putInt(9);
    file.putLong(0);

    assertThat(read(file)).containsOnlyKeys("0");
  }

  @Test
  void refusesHeadersThatClaimMoreThanTheFileHolds() {
    ByteBuffer manyArrays = little(64);
    manyArrays.putLong(0x112).putLong(0).putLong(Long.MAX_VALUE);
    ByteBuffer hugeArray = little(128);
    hugeArray.putLong(0x112).putLong(0).putLong(1);
    hugeArray.putInt(0xF993FAC9).putInt(0).putInt(3);
    hugeArray.putLong(1 << 30).putLong(1 << 30).putLong(1 << 30);
    ByteBuffer manyDimensions = little(128);
    manyDimensions.putLong(0x112).putLong(0).putLong(1);
    manyDimensions.putInt(0xF993FAC9).putInt(0).putInt(1 << 30);
    ByteBuffer negativeExtent = little(128);
    negativeExtent.putLong(0x112).putLong(0).putLong(1);
    negativeExtent.putInt(0xF993FAC9).putInt(0).putInt(1).putLong(-4);

    assertRefused(manyArrays, "claims 9223372036854775807 arrays");
    assertRefused(hugeArray, "elements");
    assertRefused(manyDimensions, "1073741824 dimensions");
    assertRefused(negativeExtent, "extent");
    assertRefused(little(64).putLong(0x113), "starts with 0x113");
    assertRefused(little(8).putInt(1), "ends early");
  }

  @Test
  void neverAnswersDamageWithAnythingButItsOwnException() throws IOException {
    ByteBuffer whole = little(256);
    whole.putLong(0x112).putLong(0).putLong(1);
    whole.putInt(0xF993FAC9).putInt(0).putInt(1).putLong(3).putInt(1).putInt(0).putInt(0);
    whole.putFloat(1).putFloat(2).putFloat(3);
    name(whole, "features.weight");
    byte[] bytes = content(whole);
    SplittableRandom random = new SplittableRandom(7);

    for (int trial = 0; trial < 3000; trial++) {
      byte[] damaged = bytes.clone();
      for (int hits = random.nextInt(1, 4); hits > 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(damaged.length + 1);
      try {
        ParameterFile.read(new ByteArrayInputStream(damaged), length);
      } catch (ParameterFileException expected) {
        assertThat(expected).hasMessageMatching("(?s).+");
      }
    }
  }

  private static void assertRefused(ByteBuffer file, String message) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(ParameterFileException.class)
        .hasMessageContaining(message);
  }

  private static Map<String, ParameterArray> read(ByteBuffer file) throws IOException {
    byte[] bytes = content(file);
    return ParameterFile.read(new ByteArrayInputStream(bytes), bytes.length);
  }

  private static byte[] content(ByteBuffer file) {
    byte[] bytes = new byte[file.position()];
    file.get(0, bytes);
    return bytes;
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void name(ByteBuffer file, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    file.putLong(1).putLong(bytes.length).put(bytes);
  }
}
