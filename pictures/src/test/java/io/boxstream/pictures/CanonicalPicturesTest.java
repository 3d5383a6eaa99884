package io.boxstream.pictures;

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

class CanonicalPicturesTest {

  private final CanonicalPictures pictures = new CanonicalPictures(PictureLimits.defaults());
  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());

  @Test
  void keepsTheBytesOfUprightPictures() {
    byte[] jpeg = TestPictures.withExif(TestPictures.jpeg(64, 48), 1);
    byte[] png = TestPictures.png(64, 48);

    assertThat(pictures.canonicalize(jpeg).bytes()).isSameAs(jpeg);
    assertThat(pictures.canonicalize(png).bytes()).isSameAs(png);
    assertThat(pictures.canonicalize(png).applied()).isEqualTo(Orientation.UPRIGHT);
  }

  @Test
  void identifiesAPictureByTheHashOfItsBytes() {
    // Given a one-pixel PNG whose bytes are fixed here; the id is what `sha256sum` prints for them
    byte[] png =
        HexFormat.of()
            .parseHex(
                "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
                    + "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082");

    CanonicalPicture canonical = pictures.canonicalize(png);

    assertThat(canonical.id())
        .isEqualTo("b1ff9c8ea3a780bad09b346c423d2d0e46815926879b18e841d928376a946640");
    assertThat(canonical.width()).isEqualTo(1);
  }

  @Test
  void dropsWhatFollowsThePicture() {
    byte[] jpeg = TestPictures.jpeg(64, 48);
    byte[] png = TestPictures.png(64, 48);

    assertThat(pictures.canonicalize(Arrays.copyOf(jpeg, jpeg.length + 99)).id())
        .isEqualTo(pictures.canonicalize(jpeg).id());
    assertThat(pictures.canonicalize(Arrays.copyOf(png, png.length + 99)).id())
        .isEqualTo(pictures.canonicalize(png).id());
  }

  @ParameterizedTest
  @EnumSource(Orientation.class)
  void turnsPicturesUprightOnceAndBoxesWithThem(Orientation orientation) {
    byte[] stored = TestPictures.withExif(TestPictures.jpeg(64, 48), orientation.exifValue());

    CanonicalPicture canonical = pictures.canonicalize(stored);

    assertThat(canonical.applied()).isEqualTo(orientation);
    assertThat(canonical.width()).isEqualTo(orientation.swapsAxes() ? 48 : 64);
    CanonicalPicture again = pictures.canonicalize(canonical.bytes());
    assertThat(again.id()).isEqualTo(canonical.id());
    // The red block covers (0, 0, 16, 12) of the stored picture: so does its box, wherever it went.
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
    byte[] png = TestPictures.withChunk(TestPictures.png(64, 48), "eXIf", TestPictures.tiff(8));

    CanonicalPicture canonical = pictures.canonicalize(png);

    assertThat(canonical.applied()).isEqualTo(Orientation.ROTATED_270);
    assertThat(canonical.width()).isEqualTo(48);
    assertThat(canonical.format()).isEqualTo(PictureFormat.PNG);
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
    byte[] png = TestPictures.written(new BufferedImage(20, 10, type), "png");

    CanonicalPicture canonical = pictures.canonicalize(png);

    assertThat(canonical.bytes()).isNotEqualTo(png);
    PictureHeader header = new PictureHeaders(PictureLimits.defaults()).read(canonical.bytes());
    assertThat(header.canonicalForm()).isTrue();
    assertThat(header.format()).isEqualTo(PictureFormat.PNG);
  }

  @Test
  void refusesAJpegWhoseScanEndsEarlyThoughItsMarkersAreWhole() {
    byte[] cut = TestPictures.cutInside(TestPictures.jpeg(256, 192));

    assertThat(decoder.decode(cut).width()).isEqualTo(256);
    assertThatThrownBy(() -> pictures.canonicalize(cut))
        .isInstanceOf(TruncatedPictureException.class)
        .hasMessageContaining("premature end");
  }

  @Test
  void refusesAPngThatHoldsFewerPixelsThanItClaims() {
    byte[] lying = TestPictures.pngClaiming(TestPictures.png(64, 48), 64, 4800);

    assertThatThrownBy(() -> pictures.canonicalize(lying))
        .isInstanceOf(TruncatedPictureException.class)
        .hasMessageContaining("of 926400 bytes");
  }

  @Test
  void readsJpegsWithStrayBytesBetweenSegments() {
    byte[] jpeg = TestPictures.jpeg(64, 48);
    int frame = TestPictures.frameOf(jpeg);
    byte[] strayed = new byte[jpeg.length + 3];
    System.arraycopy(jpeg, 0, strayed, 0, frame);
    System.arraycopy(jpeg, frame, strayed, frame + 3, jpeg.length - frame);

    assertThat(pictures.canonicalize(strayed).width()).isEqualTo(64);
  }

  @Test
  void refusesOnlyWithItsOwnExceptionWhateverTheBytes() {
    byte[] jpeg = TestPictures.withExif(TestPictures.jpeg(64, 48), 6);
    byte[] png = TestPictures.withChunk(TestPictures.png(32, 32), "eXIf", TestPictures.tiff(3));
    Random random = new Random(11);
    int refused = 0;

    for (int round = 0; round < 400; round++) {
      byte[] damaged = (round % 2 == 0 ? jpeg : png).clone();
      for (int change = 0; change < 1 + round % 5; change++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(pictures.canonicalize(damaged).id()).hasSize(64);
      } catch (UnreadablePictureException expected) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }
}
