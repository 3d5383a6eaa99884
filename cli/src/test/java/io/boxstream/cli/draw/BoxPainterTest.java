package io.boxstream.cli.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoxPainterTest {

  private final BoxPainter painter = new BoxPainter();

  @Test
  void drawsTheFrameWhereTheBoxIs() throws Exception {
    byte[] white = encoded(200, 100, "png");

    BufferedImage drawn = painted(white, List.of(new Box("hat", 0.9, 50, 40, 150, 80)));

    assertThat(drawn.getWidth()).isEqualTo(200);
    assertThat(isWhite(drawn, 100, 60)).isTrue();
    assertThat(isWhite(drawn, 20, 60)).isTrue();
    for (int[] border : new int[][] {{50, 60}, {150, 60}, {100, 80}}) {
      assertThat(isWhite(drawn, border[0], border[1]))
          .as("x %d y %d", border[0], border[1])
          .isFalse();
    }
  }

  @Test
  void drawsTheLabelAboveTheBox() throws Exception {
    byte[] white = encoded(200, 100, "png");

    BufferedImage drawn = painted(white, List.of(new Box("hat", 0.9, 50, 60, 150, 80)));

    assertThat(isWhite(drawn, 53, 50)).isEqualTo(!painter.drawsLabels());
  }

  @Test
  void turnsAnImageAsItsExifDataSay() throws Exception {
    byte[] turned = withOrientation(encoded(200, 100, "jpeg"), 6, ByteOrder.LITTLE_ENDIAN);

    BufferedImage drawn = painted(turned, List.of());

    assertThat(drawn.getWidth()).isEqualTo(100);
    assertThat(drawn.getHeight()).isEqualTo(200);
  }

  /** Where the pixel in the corner of a file of 3 x 2 is seen; from figure 4 of Exif 2.3's tag. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0", "2, 2, 0", "3, 2, 1", "4, 0, 1", "5, 0, 0", "6, 1, 0", "7, 1, 2", "8, 0, 2"
  })
  void movesTheFirstPixelToItsCorner(int value, int x, int y) throws IOException {
    byte[] jpeg = withOrientation(encoded(3, 2, "jpeg"), value, ByteOrder.BIG_ENDIAN);
    ExifOrientation orientation = ExifOrientation.of(jpeg);
    AffineTransform transform = orientation.transform(3, 2);

    Point2D seen = transform.transform(new Point2D.Double(0.5, 0.5), null);

    assertThat(seen).isEqualTo(new Point2D.Double(x + 0.5, y + 0.5));
    assertThat(orientation.swapsSides()).isEqualTo(value > 4);
  }

  @Test
  void isUprightWithoutReadableExifData() throws IOException {
    byte[] jpeg = withOrientation(encoded(3, 2, "jpeg"), 9, ByteOrder.BIG_ENDIAN);

    assertThat(ExifOrientation.of(jpeg)).isEqualTo(ExifOrientation.TOP_LEFT);
    assertThat(ExifOrientation.of(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}))
        .isEqualTo(ExifOrientation.TOP_LEFT);
    assertThat(ExifOrientation.of(encoded(3, 2, "png"))).isEqualTo(ExifOrientation.TOP_LEFT);
  }

  @Test
  void refusesWhatJavaCannotRead() {
    byte[] webp = "RIFF____WEBPVP8 ".getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> painter.paint(webp, List.of(), new ByteArrayOutputStream()))
        .isInstanceOf(UndrawableImageException.class)
        .hasMessageContaining("no reader");
  }

  private BufferedImage painted(byte[] image, List<Box> boxes) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    painter.paint(image, boxes, out);
    return ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
  }

  private static boolean isWhite(BufferedImage image, int x, int y) {
    Color colour = new Color(image.getRGB(x, y));
    return Math.min(colour.getRed(), Math.min(colour.getGreen(), colour.getBlue())) > 230;
  }

  private static byte[] encoded(int width, int height, String format) throws IOException {
    BufferedImage white = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        white.setRGB(x, y, 0xFFFFFF);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(white, format, out)).isTrue();
    return out.toByteArray();
  }

  /** Puts Exif data with one tag behind the start of a JPEG. */
  private static byte[] withOrientation(byte[] jpeg, int value, ByteOrder order) {
    ByteBuffer tiff = ByteBuffer.allocate(26).order(order);
    tiff.putShort((short) (order == ByteOrder.LITTLE_ENDIAN ? 0x4949 : 0x4D4D));
    tiff.putShort((short) 42).putInt(8);
    tiff.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
    tiff.putShort((short) value).putShort((short) 0).putInt(0);
    ByteBuffer out = ByteBuffer.allocate(jpeg.length + 36);
    out.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) (2 + 6 + 26));
    out.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(tiff.array());
    return out.put(jpeg, 2, jpeg.length - 2).array();
  }
}
