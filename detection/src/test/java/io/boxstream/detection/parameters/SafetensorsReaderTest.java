package io.boxstream.detection.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.boxstream.detection.fixture.Fixtures;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsReaderTest {
  /** The parser's buffers and the like, whatever the file; much of it for classes at first use. */
  private static final int FIXED_MEMORY = 1 << 20;

  private static final com.sun.management.ThreadMXBean MEMORY =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final String TWO_TO_64 = "18446744073709551616";
  private static final String PAIR = "{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}";

  @TempDir Path folder;

  @Test
  void readsAFileByteForByte() throws IOException {
    byte[] file =
        HexFormat.of()
            .withDelimiter(" ")
            .parseHex(
                "40 00 00 00 00 00 00 00 " // 64 bytes of header
                    + "7b 22 77 22 3a 7b 22 64 74 79 70 65 22 3a 22 46 " // {"w":{"dtype":"F
                    + "33 32 22 2c 22 73 68 61 70 65 22 3a 5b 31 2c 32 " // 32","shape":[1,2
                    + "5d 2c 22 64 61 74 61 5f 6f 66 66 73 65 74 73 22 " // ],"data_offsets"
                    + "3a 5b 30 2c 38 5d 7d 7d 20 20 20 20 20 20 20 20 " // :[0,8]}} and space
                    + "00 00 c0 3f 00 00 00 80"); // 1.5 and -0

    Map<String, ParameterArray> tensors = readAll(write(file));

    assertThat(tensors)
        .containsOnly(
            Map.entry("w", ParameterArray.ofFloats(List.of(1, 2), new float[] {1.5f, -0f})));
  }

  @Test
  void readsEveryTypeOfAWeightInTheOrderOfTheData() throws IOException {
    String header =
        "{'b':{'dtype':'BF16','shape':[2],'data_offsets':[8,12]},'__metadata__':{'format':'pt'},"
            + "'h':{'dtype':'F16','shape':[2,1],'data_offsets':[4,8]},"
            + "'none':{'dtype':'F32','shape':[0,9],'data_offsets':[12,12]},"
            + "'s':{'data_offsets':[0,4],'shape':[],'dtype':'F32'}}";
    byte[] data = {0, 0, 0x40, 0x40, 0, 0x3c, 1, (byte) 0x80, 0x40, 0x3f, (byte) 0x80, (byte) 0xff};

    Map<String, ParameterArray> tensors = readAll(file(header, data));

    assertThat(tensors.keySet()).containsExactly("s", "h", "b", "none");
    assertThat(tensors.get("s").floats()).containsExactly(3f);
    assertThat(tensors.get("s").shape()).isEmpty();
    assertThat(tensors.get("h").floats()).containsExactly(1f, -0x1p-24f);
    assertThat(tensors.get("h").shape()).containsExactly(2, 1);
    assertThat(tensors.get("b").floats()).containsExactly(0.75f, Float.NEGATIVE_INFINITY);
    assertThat(tensors.get("none").size()).isZero();
  }

  @Test
  void listsCountersButDoesNotReadThem() throws IOException {
    Path file =
        file("{'bn.num_batches_tracked':{'dtype':'I64','shape':[],'data_offsets':[0,8]}}", 8);

    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      assertThat(reader.headers()).containsOnlyKeys("bn.num_batches_tracked");
      assertThatThrownBy(() -> reader.read("bn.num_batches_tracked"))
          .isInstanceOf(ParameterFileException.class)
          .hasMessageContaining("has bn.num_batches_tracked as INT64 []; F32, F16 and BF16 can");
    }
  }

  @Test
  void hasNoTensorThatTheFileDoesNotName() throws IOException {
    try (SafetensorsReader reader = SafetensorsReader.open(file(PAIR, 8))) {
      assertThatThrownBy(() -> reader.read("v"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith("has no v");
    }
  }

  /** Types, shapes and offsets of a tensor in a file with 16 bytes of data. */
  static List<Arguments> descriptions() {
    String whole = "whole numbers from 0 to 16 can stand there";
    String extents = "whole numbers from 0 to 2147483647 can stand there";
    String held = "its data_offsets [0, 16] hold 16 bytes, but ";
    return List.of(
        arguments("'F64'", "[2]", "[0,16]", "its dtype is F64; F32, F16 and BF16 can be read"),
        arguments("'F8_E4M3'", "[16]", "[0,16]", "its dtype is F8_E4M3; F32, F16 and BF16"),
        arguments("'f32'", "[4]", "[0,16]", "its dtype is f32; F32, F16 and BF16 can be read"),
        arguments("'" + "F".repeat(99) + "'", "[4]", "[0,16]", " " + "F".repeat(40) + "...; F32"),
        arguments("32", "[4]", "[0,16]", "its dtype is no text"),
        arguments("'F32'", "4", "[0,16]", "its shape is no array"),
        arguments("'F32'", "[-4]", "[0,16]", "its shape has -4; " + extents),
        arguments("'F32'", "[4.0]", "[0,16]", "its shape has 4.0; " + extents),
        arguments("'F32'", "['4']", "[0,16]", "its shape has 4; " + extents),
        arguments("'F32'", "[2147483648]", "[0,16]", "its shape has 2147483648; " + extents),
        arguments("'F32'", "[" + TWO_TO_64 + "]", "[0,16]", "its shape has " + TWO_TO_64 + "; "),
        arguments("'F32'", "[[4]]", "[0,16]", "not valid JSON: Document nesting depth (4)"),
        arguments("'F32'", "[{}]", "[0,16]", "not valid JSON: Document nesting depth (4)"),
        arguments(
            "'F32'", "[1" + ",1".repeat(32) + "]", "[0,4]", "its shape has more than 32 numbers"),
        arguments("'F32'", "[2,2,2]", "[0,16]", held + "FLOAT32 [2, 2, 2] has more"),
        arguments("'F32'", "[3]", "[0,16]", held + "FLOAT32 [3] has 12"),
        arguments("'F16'", "[2]", "[0,16]", held + "FLOAT16 [2] has 4"),
        arguments("'F32'", "[0]", "[0,16]", held + "FLOAT32 [0] has 0"),
        arguments("'F32'", "[]", "[0,16]", held + "FLOAT32 [] has 4"),
        arguments("'F32'", "[1073741824,1073741824,16]", "[0,16]", "1073741824, 16] has more"),
        arguments("'F32'", "[2147483647,2147483647,2147483647]", "[0,16]", "2147483647] has more"),
        arguments("'F32'", "[4]", "[16,0]", "its data_offsets are [16, 0]; the second must not"),
        arguments("'F32'", "[4]", "[-16,0]", "its data_offsets has -16; " + whole),
        arguments("'F32'", "[4]", "[4,20]", "its data_offsets has 20; " + whole),
        arguments("'F32'", "[4]", "[0,9223372036854775807]", "has 9223372036854775807; " + whole),
        arguments("'F32'", "[4]", "[0," + TWO_TO_64 + "]", "has " + TWO_TO_64 + "; " + whole),
        arguments("'F32'", "[4]", "[0,1e1]", "its data_offsets has 1e1; " + whole),
        arguments("'F32'", "[4]", "[0]", "its data_offsets are [0], not two numbers"),
        arguments("'F32'", "[4]", "[0,8,16]", "its data_offsets are [0, 8, 16], not two numbers"),
        arguments("'F32'", "[4]", "null", "its data_offsets is no array"),
        arguments("'F32'", "[4]", "[0,16],'x':1", "it has a field x"),
        arguments("'F32'", "[4]", "[0,16],'shape':[4]", "not valid JSON: Duplicate field 'shape'"),
        arguments("'F32'", "[4", "[0,16]", "its shape has data_offsets; " + extents),
        arguments("'F32'", "[4]", "[0,16]]", "not valid JSON"),
        arguments("'F32'", "[NaN]", "[0,16]", "not valid JSON"),
        arguments("'F32'", "[04]", "[0,16]", "not valid JSON"));
  }

  @ParameterizedTest
  @MethodSource("descriptions")
  void namesTheTensorThatIsDescribedWrongly(
      String type, String shape, String offsets, String message) throws IOException {
    String header =
        "{'layer.w':{'dtype':%s,'shape':%s,'data_offsets':%s}}".formatted(type, shape, offsets);

    assertRefused(file(header, 16), "tensor layer.w: ", message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'dtype':'F32','shape':[4]}",
        "{'dtype':'F32','data_offsets':[0,16]}",
        "{'shape':[4],'data_offsets':[0,16]}"
      })
  void namesTheTensorThatIsDescribedInPart(String description) throws IOException {
    assertRefused(
        file("{'layer.w':" + description + "}", 16),
        "tensor layer.w: it is not described by dtype, shape and data_offsets");
  }

  @Test
  void namesTheTensorThatIsNotDescribed() throws IOException {
    assertRefused(file("{'layer.w':[4]}", 16), "tensor layer.w: it is described by no object");
    assertRefused(file("{'layer.w':{'dtype':", 16), "tensor layer.w: not valid JSON");
  }

  @Test
  void refusesDataThatTensorsShareOrThatNoneHas() throws IOException {
    assertRefused(
        file(pair("[0,8]", "[4,12]"), 12),
        "tensor b starts at byte 4 of the data, inside tensor a, which ends at byte 8");
    assertRefused(
        file(pair("[0,8]", "[0,8]"), 8),
        "tensor b starts at byte 0 of the data, inside tensor a, which ends at byte 8");
    assertRefused(
        file(pair("[12,20]", "[0,8]"), 20),
        "no tensor has bytes 8 to 12 of the data, between tensor b and tensor a");
    assertRefused(
        file(pair("[4,12]", "[12,20]"), 20),
        "no tensor has bytes 0 to 4 of the data, between the start of the data and tensor a");
    assertRefused(
        file(pair("[0,8]", "[8,16]"), 17),
        "no tensor has bytes 16 to 17 of the data, between tensor b and the end");
    assertRefused(file("{}", 3), "no tensor has bytes 0 to 3 of the data");
  }

  @Test
  void refusesNamesThatStandTwice() throws IOException {
    String tensor = ":{'dtype':'F32','shape':[2],'data_offsets':[0,8]}";

    assertRefused(file("{'w'" + tensor + ",'w'" + tensor + "}", 8), "Duplicate field 'w'");
    assertRefused(file("{'w'" + tensor + ",'\\u0077'" + tensor + "}", 8), "Duplicate field 'w'");
    assertRefused(
        file("{'__metadata__':{},'w'" + tensor + ",'__metadata__':{}}", 8),
        "Duplicate field '__metadata__'");
  }

  @Test
  void refusesHeadersThatAreNotJson() throws IOException {
    assertRefused(file("{'w'", 0), "its header is not valid JSON");
    assertRefused(file("{w:1}", 0), "its header is not valid JSON");
    assertRefused(file(PAIR + "{}", 8), "its header goes on after the object");
    assertRefused(file(PAIR + " x", 8), "its header is not valid JSON");
    assertRefused(file("[]", 0), "its header of 2 bytes does not start with '{'");
    assertRefused(file(" {}", 0), "its header of 3 bytes does not start with '{'");
    assertRefused(file("", 0), "its header of 0 bytes does not start with '{'");
    assertRefused(file("{'" + "n".repeat(4097) + "':{}}", 0), "Name length (4097) exceeds");
    assertRefused(file("{'__metadata__':{'a':1}}", 0), "__metadata__ is not an object of texts");
    assertRefused(file("{'__metadata__':'a'}", 0), "__metadata__ is not an object of texts");
    assertRefused(write(content("{'\0".getBytes(StandardCharsets.UTF_8), 0)), "not valid JSON");
    assertRefused(
        write(content(new byte[] {'{', '"', (byte) 0xc3, '(', '"', '}'}, 0)),
        "its header is not UTF-8");
  }

  @Test
  void refusesLengthsThatTheFileDoesNotHave() throws IOException {
    assertRefused(write(new byte[0]), "not a safetensors file: it has 0 bytes");
    assertRefused(write(new byte[7]), "not a safetensors file: it has 7 bytes");
    assertRefused(
        write(length(3, "{}")),
        "its header claims 3 bytes; with 2 bytes to come there can be up to 2");
    assertRefused(write(length(-1, "{}")), "its header claims 18446744073709551615 bytes; with 2");
    assertRefused(
        write(length(Long.MIN_VALUE, "{}")), "its header claims 9223372036854775808 byte");
  }

  /** The file has a hole where the header's end would be: it takes no space. */
  @Test
  void refusesAHeaderLongerThanItsOwnLimit() throws IOException {
    long claimed = SafetensorsReader.LONGEST_HEADER + 1L;
    Path file = write(length(claimed, "{}"));
    try (RandomAccessFile longer = new RandomAccessFile(file.toFile(), "rw")) {
      longer.setLength(claimed + 100);
    }

    assertRefused(file, "its header claims 8388609 bytes; with 8388701 bytes to come");
  }

  @Test
  void readsATensorBehindFourGigabytesWithoutMemoryForThem() throws IOException {
    int large = 1 << 30;
    StringBuilder header = new StringBuilder("{");
    for (long i = 0; i < 4; i++) {
      header.append(
          "'%d':{'dtype':'I8','shape':[%d],'data_offsets':[%d,%d]},"
              .formatted(i, large, i * large, (i + 1) * large));
    }
    header.append("'w':{'dtype':'F32','shape':[1],'data_offsets':[4294967296,4294967300]}}");
    Path file = file(header.toString(), 0);
    try (RandomAccessFile longer = new RandomAccessFile(file.toFile(), "rw")) {
      longer.seek(longer.length() + 4L * large);
      longer.write(new byte[] {0, 0, (byte) 0x80, 0x3f});
    }

    long before = MEMORY.getCurrentThreadAllocatedBytes();
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      assertThat(reader.read("w").floats()).containsExactly(1f);
    }
    assertThat(MEMORY.getCurrentThreadAllocatedBytes() - before).isLessThan(FIXED_MEMORY);
  }

  @Test
  void refusesATensorThatNoArrayCanHold() throws IOException {
    Path file = file("{'w':{'dtype':'F16','shape':[1073741824],'data_offsets':[0,2147483648]}}", 0);
    try (RandomAccessFile longer = new RandomAccessFile(file.toFile(), "rw")) {
      longer.setLength(longer.length() + (1L << 31));
    }

    assertRefused(file, "tensor w: it has 2147483648 bytes; up to 2147483639 can be read");
  }

  @Test
  void refusesEveryPrefixOfAFile() throws IOException {
    byte[] whole = everyForm();

    for (int length = 0; length < whole.length; length++) {
      assertRefused(write(Arrays.copyOf(whole, length)), "");
    }
  }

  @Test
  void answersEveryChangedByteWithTensorsOrWithItsOwnException() throws IOException {
    byte[] whole = everyForm();
    byte[] changes = {0, 1, 2, 127, -1, -128, '"', '{', '}', '[', ']', ',', ':', '-', '9', 'w'};

    for (int at = 0; at < whole.length; at++) {
      for (byte change : changes) {
        byte[] damaged = whole.clone();
        damaged[at] = change;
        readOrRefuse(damaged);
      }
    }
  }

  @Test
  void answersRandomDamageWithTensorsOrWithItsOwnException() throws IOException {
    byte[] whole = everyForm();
    SplittableRandom random = new SplittableRandom(7);

    for (int trial = 0; trial < 3000; trial++) {
      byte[] damaged = whole.clone();
      for (int hits = random.nextInt(1, 5); hits > 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      readOrRefuse(damaged);
    }
  }

  @Tag("parity")
  @Test
  void readsEfficientNetLite0() {
    Path file = Fixtures.path("../models/efficientnet_lite0.safetensors");

    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      Map<String, ArrayHeader> headers = reader.headers();
      assertThat(headers).hasSize(247);
      assertThat(headers.values().stream().mapToLong(ArrayHeader::bytes).sum())
          .isEqualTo(18_776_096);
      assertThat(headers.get("_conv_stem.weight")).hasToString("FLOAT32 [32, 3, 3, 3]");
      assertThat(headers.get("_fc.weight")).hasToString("FLOAT32 [1000, 1280]");
    }
  }

  /** What reading allocates is bounded by the file, whatever the file claims. */
  private void readOrRefuse(byte[] bytes) throws IOException {
    Path file = write(bytes);
    long before = MEMORY.getCurrentThreadAllocatedBytes();
    try {
      assertThat(readAll(file)).isNotNull();
    } catch (ParameterFileException expected) {
      assertThat(expected).hasMessageStartingWith(file.toString());
    }
    assertThat(MEMORY.getCurrentThreadAllocatedBytes() - before)
        .isLessThan(FIXED_MEMORY + 16L * bytes.length);
  }

  private static Map<String, ParameterArray> readAll(Path file) {
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      Map<String, ParameterArray> tensors = new LinkedHashMap<>();
      reader.headers().keySet().forEach(name -> tensors.put(name, reader.read(name)));
      return tensors;
    }
  }

  private static void assertRefused(Path file, String... messages) {
    assertThatThrownBy(() -> SafetensorsReader.open(file))
        .isInstanceOf(ParameterFileException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContainingAll(messages);
  }

  private static byte[] everyForm() {
    String header =
        "{'__metadata__':{'format':'pt'},'w':{'dtype':'F32','shape':[2,1],'data_offsets':[0,8]},"
            + "'h':{'dtype':'F16','shape':[3],'data_offsets':[8,14]},"
            + "'größe':{'dtype':'BF16','shape':[],'data_offsets':[14,16]}}";
    return content(json(header), 16);
  }

  private static String pair(String first, String second) {
    return "{'a':{'dtype':'F32','shape':[2],'data_offsets':%s},'b':{'dtype':'F32','shape':[2],'data_offsets':%s}}"
        .formatted(first, second);
  }

  /** A file with that header, its quotes being single, and as many bytes of data. */
  private Path file(String header, int dataLength) throws IOException {
    return write(content(json(header), dataLength));
  }

  private Path file(String header, byte[] data) throws IOException {
    byte[] file = content(json(header), data.length);
    System.arraycopy(data, 0, file, file.length - data.length, data.length);
    return write(file);
  }

  private static byte[] json(String header) {
    return header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] content(byte[] header, int dataLength) {
    return ByteBuffer.allocate(Long.BYTES + header.length + dataLength)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .array();
  }

  private static byte[] length(long claimed, String header) {
    byte[] file = content(json(header), 0);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(claimed);
    return file;
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file.safetensors"), bytes);
  }
}
