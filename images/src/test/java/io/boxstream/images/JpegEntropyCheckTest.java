package io.boxstream.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the check proves, both decoders decode without a warning. */
class JpegEntropyCheckTest {

  private final ImageHeaders headers = new ImageHeaders(ImageLimits.defaults());

  /** The encoders' subsampling: 4:4:4, 4:2:2, 4:4:0, 4:2:0 and 4:1:1. */
  private static Stream<byte[]> filesOfEncoders() {
    return IntStream.of(0x111111, 0x211111, 0x121111, 0x221111, 0x411111)
        .boxed()
        .flatMap(
            sampling ->
                IntStream.of(5, 60, 95, 100)
                    .boxed()
                    .flatMap(
                        quality ->
                            IntStream.of(0, 1, 3)
                                .mapToObj(interval -> encoded(quality, sampling, interval))));
  }

  @ParameterizedTest
  @MethodSource("filesOfEncoders")
  void provesFilesOfOpenCv(byte[] jpeg) {
    assertProven(jpeg);
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY})
  void provesFilesOfThePlatform(int type) {
    BufferedImage image = new BufferedImage(101, 77, type);
    image.getGraphics().drawOval(5, 5, 70, 60);

    assertProven(TestImages.written(image, "jpg"));
  }

  @Test
  void provesFilesWithMetadata() {
    assertProven(TestImages.withExif(TestImages.jpeg(64, 48), 1));
  }

  /** These are decoded, as they were before. */
  @Test
  void leavesOtherKindsToTheDecoders() {
    byte[] progressive = encoded(noise(60, 40), opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE, 1);
    byte[] cmyk = TestImages.fixture("cmyk.jpg");
    byte[] jpeg = TestImages.jpeg(64, 48);
    byte[] padded = Arrays.copyOf(jpeg, jpeg.length + 2);
    System.arraycopy(jpeg, jpeg.length - 2, padded, padded.length - 2, 2);
    padded[jpeg.length - 2] = 0;
    padded[jpeg.length - 1] = 0;

    for (byte[] other : List.of(progressive, cmyk, padded)) {
      assertThat(JpegEntropyCheck.of(other)).isEmpty();
      assertThat(new CanonicalImages(ImageLimits.defaults()).canonicalize(other).id()).hasSize(64);
    }
  }

  @Test
  void provesNoFileThatEndsEarly() {
    for (byte[] jpeg : List.of(encoded(90, 0x221111, 0), encoded(90, 0x111111, 2))) {
      for (int length = 4; length < jpeg.length; length++) {
        byte[] cut = Arrays.copyOf(jpeg, length);
        cut[length - 2] = (byte) 0xff;
        cut[length - 1] = (byte) 0xd9;

        assertThat(JpegEntropyCheck.of(cut)).as("%d of %d", length, jpeg.length).isEmpty();
      }
    }
  }

  @Test
  void refusesCutFilesWithTheDecodersWords() {
    byte[] cut = TestImages.cutInside(encoded(90, 0x221111, 0));

    assertThatThrownBy(() -> new CanonicalImages(ImageLimits.defaults()).canonicalize(cut))
        .isInstanceOf(TruncatedImageException.class)
        .hasMessageContaining("premature end");
  }

  @Test
  void provesOnlyWhatDecodersAcceptOfDamagedFiles() {
    List<byte[]> files =
        List.of(
            encoded(80, 0x221111, 0),
            encoded(95, 0x111111, 2),
            encoded(30, 0x211111, 1),
            TestImages.jpeg(64, 48),
            blank(1, 0x11, 0x11, 0x11),
            TestImages.written(new BufferedImage(40, 33, BufferedImage.TYPE_BYTE_GRAY), "jpg"));
    Random random = new Random(5);
    int proven = 0;
    for (int round = 0; round < 12_000; round++) {
      byte[] file = files.get(round % files.size());
      byte[] damaged =
          round % 2 == 0 ? TestImages.damaged(file, random) : withAnotherByte(file, random);
      proven += provesOnlyWhatDecodersAccept(damaged) ? 1 : 0;
    }

    assertThat(proven).isBetween(300, 9000);
  }

  @Test
  void provesOnlyWhatDecodersAcceptOfLyingHeaders() {
    int proven = 0;
    for (byte[] file : List.of(blank(3, 0x22, 0x11, 0x11), encoded(80, 0x111111, 2))) {
      int scan = startOfScan(file) + 14;
      for (int at = 2; at < scan; at++) {
        for (int value : new int[] {0, 1, 2, 3, 4, 8, 15, 16, 17, 63, 64, 127, 128, 254, 255}) {
          byte[] lying = file.clone();
          lying[at] = (byte) value;
          proven += provesOnlyWhatDecodersAccept(lying) ? 1 : 0;
        }
      }
    }

    assertThat(proven).isPositive();
  }

  @Test
  void provesTheSamplingThatDecodersKnow() {
    int proven = 0;
    for (int first = 0; first < 0x60; first++) {
      for (int second : new int[] {0x11, 0x12, 0x14, 0x21, 0x22, 0x41, 0x31, 0x13}) {
        for (int third : new int[] {0x11, 0x12, 0x21, 0x22, 0x31, 0x41}) {
          byte[] jpeg = blank(3, first, second, third);
          proven += provesOnlyWhatDecodersAccept(jpeg) ? 1 : 0;
        }
      }
    }

    assertThat(proven).isBetween(30, 300);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x11, 0x12, 0x21, 0x22, 0x44})
  void countsTheBlocksOfGreyFilesWhateverTheirSampling(int sampling) {
    byte[] jpeg = blank(1, sampling, 0, 0);
    byte[] shorter = Arrays.copyOf(jpeg, jpeg.length - 1);
    shorter[shorter.length - 2] = (byte) 0xff;
    shorter[shorter.length - 1] = (byte) 0xd9;

    assertProven(jpeg);
    assertThat(JpegEntropyCheck.of(shorter)).isEmpty();
  }

  private void assertProven(byte[] jpeg) {
    assertThat(provesOnlyWhatDecodersAccept(jpeg)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("filesOfEncoders")
  void findsTheLumaThatDecodersFindAtAnEighthOfTheSize(byte[] jpeg) {
    GreyAverages luma = JpegEntropyCheck.of(jpeg).orElseThrow().luma().orElseThrow();

    try (BytePointer encoded = OpenCv.copyOf(jpeg);
        Mat row = OpenCv.rowOf(encoded);
        Mat decoded = ImageDecoder.decode(row, opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8)) {
      byte[] expected = new byte[decoded.rows() * decoded.cols()];
      decoded.data().get(expected);
      assertThat(luma.width()).isEqualTo(decoded.cols());
      assertThat(luma.height()).isEqualTo(decoded.rows());
      assertThat(luma.samples()).isEqualTo(expected);
    }
  }

  @Test
  void knowsNoLumaOfRedGreenAndBlue() {
    byte[] jpeg = encoded(90, 0x111111, 0);
    byte[] adobe = {
      (byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };
    ByteBuffer marked = ByteBuffer.allocate(jpeg.length + adobe.length);
    marked.put(jpeg, 0, 2).put(adobe).put(jpeg, 2, jpeg.length - 2);

    assertThat(JpegEntropyCheck.of(marked.array()).orElseThrow().luma()).isEmpty();
  }

  /** As ingest does: the structure first, then the check of what belongs to the image. */
  private boolean provesOnlyWhatDecodersAccept(byte[] bytes) {
    ImageHeader header;
    try {
      header = headers.read(bytes);
    } catch (UnreadableImageException refused) {
      return false;
    }
    byte[] jpeg = Arrays.copyOf(bytes, header.length());
    if (header.format() != ImageFormat.JPEG || JpegEntropyCheck.of(jpeg).isEmpty()) {
      return false;
    }
    assertThatCode(
            () -> {
              JpegPixels.requireIntact(jpeg);
              ImageDecoder.requireDecodable(jpeg, header);
              RgbImage image = ImageDecoder.decode(jpeg, header);
              assertThat(image.width()).isEqualTo(header.width());
              assertThat(image.height()).isEqualTo(header.height());
            })
        .doesNotThrowAnyException();
    return true;
  }

  private static byte[] withAnotherByte(byte[] bytes, Random random) {
    byte[] other = bytes.clone();
    other[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    return other;
  }

  private static int startOfScan(byte[] jpeg) {
    return IntStream.range(0, jpeg.length - 1)
        .filter(at -> jpeg[at] == (byte) 0xff && jpeg[at + 1] == (byte) 0xda)
        .findFirst()
        .orElseThrow();
  }

  /** A blurred noise, so that there are long and short codes. */
  private static RgbImage noise(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    new Random(3).nextBytes(rgb);
    for (int i = 6; i < rgb.length; i++) {
      rgb[i] = (byte) ((7 * (rgb[i - 3] & 0xff) + (rgb[i] & 0xff)) / 8);
    }
    return new RgbImage(width, height, rgb);
  }

  private static byte[] encoded(int quality, int sampling, int restartInterval) {
    return encoded(
        noise(60, 43),
        opencv_imgcodecs.IMWRITE_JPEG_QUALITY,
        quality,
        opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR,
        sampling,
        opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL,
        restartInterval,
        opencv_imgcodecs.IMWRITE_JPEG_OPTIMIZE,
        quality == 60 ? 1 : 0);
  }

  private static byte[] encoded(RgbImage image, int... parameters) {
    OpenCv.load();
    try (Mat pixels = OpenCv.matOf(image);
        BytePointer out = OpenCv.output();
        IntPointer options = new IntPointer(parameters)) {
      opencv_imgcodecs.imencode(".jpg", pixels, out, options);
      byte[] jpeg = new byte[(int) out.limit()];
      out.get(jpeg);
      return jpeg;
    }
  }

  /** A JPEG of 40×40 pixels without contrast: two codes of one bit each for every block. */
  private static byte[] blank(int components, int... sampling) {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    jpeg.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd8});
    byte[] quantization = new byte[65];
    Arrays.fill(quantization, 1, 65, (byte) 1);
    segment(jpeg, 0xdb, quantization);
    byte[] table = new byte[18];
    table[1] = 1;
    segment(jpeg, 0xc4, table);
    table[0] = 0x10;
    segment(jpeg, 0xc4, table);
    byte[] frame = new byte[6 + 3 * components];
    byte[] scan = new byte[4 + 2 * components];
    frame[0] = 8;
    frame[2] = 40;
    frame[4] = 40;
    frame[5] = (byte) components;
    scan[0] = (byte) components;
    scan[scan.length - 2] = 63;
    int across = 1;
    int down = 1;
    int blocks = 0;
    for (int i = 0; i < components; i++) {
      frame[6 + 3 * i] = (byte) (i + 1);
      frame[7 + 3 * i] = (byte) sampling[i];
      scan[1 + 2 * i] = (byte) (i + 1);
      across = Math.max(across, sampling[i] >> 4);
      down = Math.max(down, sampling[i] & 0xf);
      blocks += (sampling[i] >> 4) * (sampling[i] & 0xf);
    }
    segment(jpeg, 0xc0, frame);
    segment(jpeg, 0xda, scan);
    int side = 5;
    int units = ((side + across - 1) / across) * ((side + down - 1) / down);
    int all = components == 1 ? side * side : units * blocks;
    jpeg.writeBytes(new byte[(2 * all + 7) / 8]);
    jpeg.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd9});
    return jpeg.toByteArray();
  }

  private static void segment(ByteArrayOutputStream jpeg, int marker, byte[] content) {
    jpeg.writeBytes(new byte[] {(byte) 0xff, (byte) marker, 0, (byte) (content.length + 2)});
    jpeg.writeBytes(content);
  }
}
