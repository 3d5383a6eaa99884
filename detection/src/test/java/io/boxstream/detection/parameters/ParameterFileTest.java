package io.boxstream.detection.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.detection.fixture.Fixtures;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterFileTest {
  /** Path, stream, message and the like, whatever the file. */
  private static final int FIXED_MEMORY = 1 << 16;

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
    names(file, "w");

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
    names(file, "w");

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
  void writesNumpyShapesForAllArraysWhenOneNeedsThem() throws IOException {
    Map<String, ParameterArray> arrays = new LinkedHashMap<>();
    arrays.put("scalar", ParameterArray.ofFloats(List.of(), new float[] {3}));
    arrays.put("w", ParameterArray.ofFloats(List.of(1), new float[] {2}));
    arrays.put("empty", ParameterArray.ofFloats(List.of(3, 0), new float[] {}));
    Path file = folder.resolve("numpy.params");

    ParameterFile.write(file, arrays);

    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.getInt(24)).isEqualTo(0xF993FACA);
    assertThat(bytes.getInt(52)).isEqualTo(0xF993FACA);
    assertThat(ParameterFile.read(file)).containsExactlyEntriesOf(arrays);
  }

  @Test
  void namesTheArrayByNumberAndPlaceWhereTheNamesCannotBeReached() throws IOException {
    Consumer<ByteBuffer> sparse = file -> file.putInt(0xF993FAC9).putInt(1).putInt(1);
    Consumer<ByteBuffer> huge =
        file ->
            file.putInt(0xF993FAC9)
                .putInt(0)
                .putInt(3)
                .putLong(1 << 30)
                .putLong(1 << 30)
                .putLong(1 << 30)
                .putLong(1)
                .putInt(0);
    Consumer<ByteBuffer> manyDimensions = file -> file.putInt(0xF993FAC9).putInt(0).putInt(1 << 30);
    Consumer<ByteBuffer> negative =
        file -> file.putInt(0xF993FAC9).putInt(0).putInt(2).putLong(7).putLong(-4);
    Consumer<ByteBuffer> unknownType =
        file ->
            file.putInt(0xF993FAC9).putInt(0).putInt(1).putLong(1).putLong(1).putInt(77).putInt(0);
    Consumer<ByteBuffer> unknownVersion = file -> file.putInt(0xF993FACB).putLong(0);

    assertSecondArrayRefused(sparse, "its storage type is 1; only dense arrays (0)");
    assertSecondArrayRefused(huge, "FLOAT32 [1073741824, 1073741824, 1073741824]");
    assertSecondArrayRefused(manyDimensions, "1073741824 dimensions");
    assertSecondArrayRefused(negative, "its extent in dimension 1 is -4");
    assertSecondArrayRefused(unknownType, "its element type is 77");
    assertSecondArrayRefused(unknownVersion, "4187224779 dimensions (0xf993facb)");
  }

  @Test
  void readsAnArrayWithoutElementsWhateverItsOtherExtents() throws IOException {
    ByteBuffer file = head(1);
    file.putInt(0xF993FACA).putInt(0).putInt(3);
    file.putLong(Integer.MAX_VALUE).putLong(Integer.MAX_VALUE).putLong(0).putLong(1).putInt(0);
    names(file, "w");

    assertThat(read(file).get("w").size()).isZero();
  }

  @Test
  void refusesListsThatAreNotWhole() {
    ByteBuffer manyArrays = head(Long.MAX_VALUE);
    ByteBuffer arraysWithoutEnd = head(1L << 31).put(new byte[64]);
    ByteBuffer twice = head(2).put(weight()).put(weight());
    names(twice, "w", "w");
    ByteBuffer fewerNames = head(2).put(weight()).put(weight());
    names(fewerNames, "w");
    ByteBuffer longName = head(1).put(weight()).putLong(1).putLong(1L << 40).put((byte) 'w');
    ByteBuffer notText = head(1).put(weight()).putLong(1).putLong(2).put(new byte[] {-61, 40});
    ByteBuffer trailing = head(1).put(weight());
    names(trailing, "w");
    trailing.put((byte) 0);

    assertRefused(manyArrays, "claims 9223372036854775807 arrays");
    assertRefused(arraysWithoutEnd, "claims 2147483648 arrays; with 64 bytes to come");
    assertRefused(twice, "two arrays are named w");
    assertRefused(fewerNames, "1 names for 2 arrays");
    assertRefused(longName, "claims 1099511627776 bytes for the name of array 1");
    assertRefused(notText, "the name of array 1 is not UTF-8");
    assertRefused(trailing, "1 bytes follow the last name");
    assertRefused(little(64).putLong(0x113), "starts with 0x113");
    assertRefused(little(8).putInt(1), "ends early");
  }

  @Test
  void refusesEveryPrefixOfAFile() throws IOException {
    byte[] whole = content(everyForm());

    for (int length = 0; length < whole.length; length++) {
      Path file = write(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ParameterFile.read(file))
          .as("the first %d bytes", length)
          .isInstanceOf(ParameterFileException.class)
          .hasMessageStartingWith(file + ": ");
    }
  }

  @Test
  void answersEveryChangedByteWithArraysOrWithItsOwnException() throws IOException {
    byte[] whole = content(everyForm());
    byte[] changes = {0, 1, 2, 5, 12, 32, 127, -1, -128};

    for (int at = 0; at < whole.length; at++) {
      for (byte change : changes) {
        byte[] damaged = whole.clone();
        damaged[at] = change;
        readOrRefuse(damaged);
      }
    }
  }

  @Test
  void answersRandomDamageWithArraysOrWithItsOwnException() throws IOException {
    byte[] whole = content(everyForm());
    SplittableRandom random = new SplittableRandom(7);

    for (int trial = 0; trial < 3000; trial++) {
      byte[] damaged = whole.clone();
      for (int hits = random.nextInt(1, 9); hits > 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      readOrRefuse(Arrays.copyOf(damaged, random.nextInt(damaged.length + 1)));
    }
  }

  /** What reading allocates is bounded by the file, whatever the file claims. */
  private void readOrRefuse(byte[] bytes) throws IOException {
    Path file = write(bytes);
    com.sun.management.ThreadMXBean memory =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = memory.getCurrentThreadAllocatedBytes();
    try {
      assertThat(ParameterFile.read(file)).isNotNull();
    } catch (ParameterFileException expected) {
      assertThat(expected).hasMessageStartingWith(file + ": ");
    }
    assertThat(memory.getCurrentThreadAllocatedBytes() - before)
        .isLessThan(FIXED_MEMORY + 16L * bytes.length);
  }

  /** One array of each form, with names. */
  private static ByteBuffer everyForm() {
    ByteBuffer file = head(4).put(weight());
    file.putInt(0xF993FAC8).putInt(1).putLong(3).putLong(1).putInt(2).put(new byte[6]);
    file.putInt(2).putInt(1).putInt(2).putLong(1).putInt(3).put(new byte[2]);
    file.putInt(0xF993FACA).putInt(0).putInt(0).putLong(1).putInt(6).putLong(9);
    names(file, "features.weight", "größe", "b", "c");
    return file;
  }

  private void assertSecondArrayRefused(Consumer<ByteBuffer> second, String message) {
    ByteBuffer file = head(2).put(weight());
    second.accept(file);
    assertRefused(file, "array 2 of 2, at byte 64: ");
    assertRefused(file, message);
  }

  private void assertRefused(ByteBuffer file, String message) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(ParameterFileException.class)
        .hasMessageContaining(message);
  }

  private Map<String, ParameterArray> read(ByteBuffer file) throws IOException {
    return ParameterFile.read(write(content(file)));
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file.params"), bytes);
  }

  private static byte[] content(ByteBuffer file) {
    byte[] bytes = new byte[file.position()];
    file.get(0, bytes);
    return bytes;
  }

  private static ByteBuffer head(long arrays) {
    return little(1024).putLong(0x112).putLong(0).putLong(arrays);
  }

  /** Two float32 in version 2, 40 bytes. */
  private static byte[] weight() {
    ByteBuffer array = little(64);
    array.putInt(0xF993FAC9).putInt(0).putInt(1).putLong(2).putInt(1).putInt(0).putInt(0);
    return content(array.putFloat(1).putFloat(2));
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void names(ByteBuffer file, String... names) {
    file.putLong(names.length);
    for (String name : names) {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      file.putLong(bytes.length).put(bytes);
    }
  }
}
