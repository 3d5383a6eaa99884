package io.boxstream.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

  @Test
  void decodesPngToThePixelsThatWereEncoded() {
    RgbImage original = TestImages.gradient(37, 23);

    RgbImage decoded = decoder.decode(new ImageEncoder().png(original));

    assertThat(decoded.width()).isEqualTo(37);
    assertThat(decoded.height()).isEqualTo(23);
    assertThat(decoded.rgb()).isEqualTo(original.rgb());
  }

  @Test
  void decodesJpegInTheOrderRedGreenBlue() {
    RgbImage decoded = decoder.decode(TestImages.jpeg(64, 48));

    assertThat(decoded.rgb()[0] & 0xff).isCloseTo(220, within(12));
    assertThat(decoded.rgb()[1] & 0xff).isCloseTo(20, within(12));
    assertThat(decoded.rgb()[2] & 0xff).isCloseTo(20, within(12));
  }

  /**
   * Native libraries load on first use, and the order of first uses differs from program to
   * program.
   */
  @Test
  void decodesAsTheFirstThingThatAProcessDoes(@TempDir Path directory)
      throws IOException, InterruptedException {
    Path image = Files.write(directory.resolve("image.jpg"), TestImages.jpeg(64, 48));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DecodeAlone.class.getName(),
                image.toString())
            .redirectErrorStream(true)
            .start();

    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("64x48");
  }

  /** JavaCPP would stop at four times the heap, which an engine in the same process exceeds. */
  @Test
  void leavesTheSizeOfTheProcessToOthers() {
    decoder.decode(TestImages.jpeg(64, 48));

    assertThat(Pointer.maxPhysicalBytes()).isZero();
  }

  @Test
  void leavesPixelsAsStoredWhateverExifSays() {
    byte[] jpeg = TestImages.jpeg(64, 48);

    RgbImage decoded = decoder.decode(TestImages.withExif(jpeg, 6));

    assertThat(decoded.width()).isEqualTo(64);
    assertThat(decoded.rgb()).isEqualTo(decoder.decode(jpeg).rgb());
  }

  @ParameterizedTest
  @EnumSource(Orientation.class)
  void turnsPixelsUprightWhenAsked(Orientation orientation) {
    // Given an image whose red block covers (0, 0, 16, 12) as it is stored
    byte[] stored = TestImages.withExif(TestImages.jpeg(64, 48), orientation.exifValue());

    // When
    RgbImage upright = decoder.decodeUpright(stored);

    // Then the block is where its box is
    assertThat(upright.width()).isEqualTo(orientation.swapsAxes() ? 48 : 64);
    assertThat(upright.height()).isEqualTo(orientation.swapsAxes() ? 64 : 48);
    double[] box = orientation.toUpright(new double[] {0, 0, 16, 12}, 64, 48);
    int at = 3 * ((int) (box[1] + box[3]) / 2 * upright.width() + (int) (box[0] + box[2]) / 2);
    assertThat(upright.rgb()[at] & 0xff).isCloseTo(220, within(12));
    assertThat(upright.rgb()[at + 1] & 0xff).isCloseTo(20, within(12));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_BYTE_INDEXED,
        BufferedImage.TYPE_BYTE_BINARY
      })
  void makesEveryKindOfPngThreeChannelsOfEightBits(int type) {
    BufferedImage image = new BufferedImage(20, 10, type);
    image.setRGB(3, 2, 0xffffffff);

    RgbImage decoded = decoder.decode(TestImages.written(image, "png"));

    int at = 3 * (2 * 20 + 3);
    assertThat(Arrays.copyOfRange(decoded.rgb(), at, at + 3))
        .containsExactly((byte) 255, (byte) 255, (byte) 255);
    assertThat(decoded.rgb()[at + 3]).isZero();
  }

  @Test
  void refusesTextWhateverItsName() {
    byte[] text = "not an image".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> decoder.decode(text)).isInstanceOf(NotAnImageException.class);
    assertThatThrownBy(() -> decoder.decode(new byte[0])).isInstanceOf(NotAnImageException.class);
  }

  @Test
  void refusesHeadersThatClaimMoreThanTheLimits() {
    byte[] jpeg = TestImages.claiming(TestImages.jpeg(64, 48), 65_000, 65_000);
    byte[] png = TestImages.pngClaiming(TestImages.png(64, 48), 65_000, 65_000);

    assertThatThrownBy(() -> decoder.decode(jpeg))
        .isInstanceOf(ImageTooLargeException.class)
        .hasMessageContaining("65000×65000");
    assertThatThrownBy(() -> decoder.decode(png)).isInstanceOf(ImageTooLargeException.class);
  }

  @Test
  void refusesMoreBytesThanTheLimit() {
    ImageDecoder strict = new ImageDecoder(new ImageLimits(100, 1000, 1000));

    assertThatThrownBy(() -> strict.decode(TestImages.jpeg(64, 48)))
        .isInstanceOf(ImageTooLargeException.class);
  }

  @Test
  void refusesHeadersThatTheBytesCannotFill() {
    byte[] lying = TestImages.claiming(TestImages.jpeg(16, 16), 10_000, 5_000);

    assertThatThrownBy(() -> decoder.decode(lying))
        .isInstanceOf(TruncatedImageException.class)
        .hasMessageContaining("cannot hold");
  }

  @Test
  void refusesEveryTruncation() {
    byte[] jpeg = TestImages.jpeg(64, 48);
    byte[] png = TestImages.png(64, 48);

    for (int length = 8; length < jpeg.length; length++) {
      byte[] cut = Arrays.copyOf(jpeg, length);
      assertThatThrownBy(() -> decoder.decode(cut)).isInstanceOf(TruncatedImageException.class);
    }
    for (int length = 8; length < png.length; length++) {
      byte[] cut = Arrays.copyOf(png, length);
      assertThatThrownBy(() -> decoder.decode(cut)).isInstanceOf(TruncatedImageException.class);
    }
  }

  @Test
  void refusesDamagedPng() {
    byte[] png = TestImages.png(64, 48);
    png[png.length / 2] ^= 1;

    assertThatThrownBy(() -> decoder.decode(png))
        .isInstanceOf(TruncatedImageException.class)
        .hasMessageContaining("check sum");
  }

  @Test
  void refusesAnimatedPng() {
    byte[] animated = TestImages.withChunk(TestImages.png(8, 8), "acTL", new byte[8]);

    assertThatThrownBy(() -> decoder.decode(animated))
        .isInstanceOf(UnsupportedImageException.class);
  }

  @Test
  void refusesTwoComponentsAndTwelveBits() {
    byte[] jpeg = TestImages.jpeg(64, 48);
    int frame = TestImages.frameOf(jpeg);
    byte[] two = jpeg.clone();
    two[frame + 9] = 2;
    byte[] deep = jpeg.clone();
    deep[frame + 4] = 12;

    assertThatThrownBy(() -> decoder.decode(two))
        .isInstanceOf(UnsupportedImageException.class)
        .hasMessageContaining("2 components");
    assertThatThrownBy(() -> decoder.decode(deep)).isInstanceOf(UnsupportedImageException.class);
  }

  @Test
  void refusesOnlyWithItsOwnExceptionWhateverTheBytes() {
    byte[] jpeg = TestImages.withExif(TestImages.jpeg(64, 48), 3);
    byte[] png = TestImages.png(32, 32);
    Random random = new Random(7);

    for (int round = 0; round < 400; round++) {
      byte[] damaged = (round % 2 == 0 ? jpeg : png).clone();
      for (int change = 0; change < 1 + round % 5; change++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        decoder.decode(damaged);
      } catch (UnreadableImageException expected) {
        assertThat(expected).hasMessageMatching("(?s).+");
      }
    }
  }
}
