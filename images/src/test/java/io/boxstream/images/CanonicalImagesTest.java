package io.boxstream.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalImagesTest {

  private final CanonicalImages images = new CanonicalImages(ImageLimits.defaults());
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

  @Test
  void keepsTheBytesOfUprightImages() {
    byte[] jpeg = TestImages.withExif(TestImages.jpeg(64, 48), 1);
    byte[] png = TestImages.png(64, 48);

    assertThat(images.canonicalize(jpeg).bytes()).isSameAs(jpeg);
    assertThat(images.canonicalize(png).bytes()).isSameAs(png);
    assertThat(images.canonicalize(png).applied()).isEqualTo(Orientation.UPRIGHT);
  }

  @Test
  void identifiesAnImageByTheHashOfItsBytes() {
    // Given a one-pixel PNG whose bytes are fixed here; the id is what `sha256sum` prints for them
    byte[] png =
        HexFormat.of()
            .parseHex(
                "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
                    + "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082");

    CanonicalImage canonical = images.canonicalize(png);

    assertThat(canonical.id())
        .isEqualTo("b1ff9c8ea3a780bad09b346c423d2d0e46815926879b18e841d928376a946640");
    assertThat(canonical.width()).isEqualTo(1);
  }

  @Test
  void dropsWhatFollowsTheImage() {
    byte[] jpeg = TestImages.jpeg(64, 48);
    byte[] png = TestImages.png(64, 48);

    assertThat(images.canonicalize(Arrays.copyOf(jpeg, jpeg.length + 99)).id())
        .isEqualTo(images.canonicalize(jpeg).id());
    assertThat(images.canonicalize(Arrays.copyOf(png, png.length + 99)).id())
        .isEqualTo(images.canonicalize(png).id());
  }

  @ParameterizedTest
  @EnumSource(Orientation.class)
  void turnsImagesUprightOnceAndBoxesWithThem(Orientation orientation) {
    byte[] stored = TestImages.withExif(TestImages.jpeg(64, 48), orientation.exifValue());

    CanonicalImage canonical = images.canonicalize(stored);

    assertThat(canonical.applied()).isEqualTo(orientation);
    assertThat(canonical.width()).isEqualTo(orientation.swapsAxes() ? 48 : 64);
    CanonicalImage again = images.canonicalize(canonical.bytes());
    assertThat(again.id()).isEqualTo(canonical.id());
    // The red block covers (0, 0, 16, 12) of the stored image: so does its box, wherever it went.
    double[] box = orientation.toUpright(new double[] {0, 0, 16, 12}, 64, 48);
    RgbImage upright = decoder.decode(canonical.bytes());
    int centreX = (int) ((box[0] + box[2]) / 2);
    int centreY = (int) ((box[1] + box[3]) / 2);
    int at = 3 * (centreY * upright.width() + centreX);
    assertThat(upright.rgb()[at] & 0xff).isCloseTo(220, within(15));
    assertThat(upright.rgb()[at + 1] & 0xff).isCloseTo(20, within(15));
  }

  @Test
  void readsTheOrientationOfPng() {
    byte[] png = TestImages.withChunk(TestImages.png(64, 48), "eXIf", TestImages.tiff(8));

    CanonicalImage canonical = images.canonicalize(png);

    assertThat(canonical.applied()).isEqualTo(Orientation.ROTATED_270);
    assertThat(canonical.width()).isEqualTo(48);
    assertThat(canonical.format()).isEqualTo(CanonicalFormat.PNG);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_BYTE_INDEXED,
        BufferedImage.TYPE_BYTE_BINARY
      })
  void encodesOtherKindsOfPngAgainAsEightBitRgb(int type) {
    byte[] png = TestImages.written(new BufferedImage(20, 10, type), "png");

    CanonicalImage canonical = images.canonicalize(png);

    assertThat(canonical.bytes()).isNotEqualTo(png);
    ImageHeader header = new ImageHeaders(ImageLimits.defaults()).read(canonical.bytes());
    assertThat(header.storage()).isEqualTo(PixelStorage.CANONICAL_PNG);
  }

  @Test
  void refusesAJpegWhoseScanEndsEarlyThoughItsMarkersAreWhole() {
    byte[] cut = TestImages.cutInside(TestImages.jpeg(256, 192));

    assertThat(decoder.decode(cut).width()).isEqualTo(256);
    assertThatThrownBy(() -> images.canonicalize(cut))
        .isInstanceOf(TruncatedImageException.class)
        .hasMessageContaining("premature end");
  }

  @Test
  void refusesAPngThatHoldsFewerPixelsThanItClaims() {
    byte[] lying = TestImages.pngClaiming(TestImages.png(64, 48), 64, 4800);

    assertThatThrownBy(() -> images.canonicalize(lying))
        .isInstanceOf(TruncatedImageException.class)
        .hasMessageContaining("of 926400 bytes");
  }

  @Test
  void readsJpegsWithStrayBytesBetweenSegments() {
    byte[] jpeg = TestImages.jpeg(64, 48);
    int frame = TestImages.frameOf(jpeg);
    byte[] strayed = new byte[jpeg.length + 3];
    System.arraycopy(jpeg, 0, strayed, 0, frame);
    System.arraycopy(jpeg, frame, strayed, frame + 3, jpeg.length - frame);

    assertThat(images.canonicalize(strayed).width()).isEqualTo(64);
  }

  @Test
  void refusesOnlyWithItsOwnExceptionWhateverTheBytes() {
    byte[] jpeg = TestImages.withExif(TestImages.jpeg(64, 48), 6);
    byte[] png = TestImages.withChunk(TestImages.png(32, 32), "eXIf", TestImages.tiff(3));
    Random random = new Random(11);
    int refused = 0;

    for (int round = 0; round < 400; round++) {
      byte[] damaged = (round % 2 == 0 ? jpeg : png).clone();
      for (int change = 0; change < 1 + round % 5; change++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(images.canonicalize(damaged).id()).hasSize(64);
      } catch (UnreadableImageException expected) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }
}
