package io.boxstream.detection.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.boxstream.detection.Detection;
import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.decode.Decoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The end of an ONNX graph against the decoder that serves, on predictions of any kind. */
class DetectionTailTest {
  private static final int BATCH = 3;

  private final Random random = new Random(11);

  /** Few anchors, few classes, one of either, more detections than rows, and usual numbers. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 0.01, 0.45, 400, 100",
    "1, 300, 0.01, 0.45, 400, 100",
    "4, 3, 0.05, 0.45, 400, 100",
    "3, 500, 0.01, 0.45, 400, 100",
    "3, 500, 0.3, 0.2, 400, 100",
    "20, 2000, 0.01, 0.45, 400, 100",
    "20, 2000, 0.01, 0.6, 50, 7",
    "80, 900, 0.01, 0.45, 400, 100"
  })
  void findsWhatTheDecoderFinds(
      int classes, int anchors, float score, float overlap, int candidates, int detections)
      throws IOException, OrtException {
    DecodeSettings settings = new DecodeSettings(score, overlap, candidates, detections);
    float[] logits = gaussian(BATCH * anchors * (classes + 1), 2);
    float[] offsets = gaussian(BATCH * anchors * 4, 1);

    assertSame(classes, grid(anchors), settings, logits, offsets);
  }

  /** Each anchor has one of three rows of scores, so that many candidates have the same score. */
  @Test
  void prefersTheLowerClassAndTheLowerAnchorAmongEqualScores() throws IOException, OrtException {
    int anchors = 600;
    float[][] rows = {{0, 2, 2, -1}, {1, 2, 0.5f, 0.5f}, {0, -9, 0.3f, 3}};
    float[] logits = new float[BATCH * anchors * 4];
    for (int anchor = 0; anchor < BATCH * anchors; anchor++) {
      System.arraycopy(rows[random.nextInt(3)], 0, logits, 4 * anchor, 4);
    }
    float[] offsets = gaussian(BATCH * anchors * 4, 1);

    assertSame(3, grid(anchors), DecodeSettings.defaults(), logits, offsets);
    assertSame(3, grid(anchors), new DecodeSettings(0.01f, 0.3f, 90, 20), logits, offsets);
  }

  @Test
  void findsNothingWhereNothingIsAboveTheThreshold() throws IOException, OrtException {
    int anchors = 50;
    float[] logits = gaussian(BATCH * anchors * 3, 1);
    float[] nothing = new float[BATCH * anchors * 3];
    for (int anchor = 0; anchor < BATCH * anchors; anchor++) {
      nothing[3 * anchor] = 20;
    }
    System.arraycopy(nothing, 0, logits, anchors * 3, anchors * 3);
    float[] offsets = gaussian(BATCH * anchors * 4, 1);

    assertSame(2, grid(anchors), DecodeSettings.defaults(), logits, offsets);
    assertSame(2, grid(anchors), DecodeSettings.defaults(), nothing, offsets);
  }

  @Test
  void dropsWhatIsNoNumber() throws IOException, OrtException {
    int anchors = 60;
    float[] logits = gaussian(BATCH * anchors * 3, 2);
    float[] offsets = gaussian(BATCH * anchors * 4, 1);
    float[] strange = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e30f};
    for (int i = 0; i < 40; i++) {
      offsets[random.nextInt(offsets.length)] = strange[i % strange.length];
    }
    for (int i = 0; i < 20; i++) {
      logits[random.nextInt(logits.length)] = Float.NaN;
    }

    assertSame(2, grid(anchors), DecodeSettings.defaults(), logits, offsets);
  }

  private void assertSame(
      int classes, float[] grid, DecodeSettings settings, float[] logits, float[] offsets)
      throws IOException, OrtException {
    Decoder decoder = new Decoder(grid, classes, settings);
    List<List<Detection>> found = run(classes, grid, settings, logits, offsets);
    assertThat(found).hasSize(BATCH);
    for (int image = 0; image < BATCH; image++) {
      List<Detection> expected = decoder.decode(logits, offsets, image);
      assertThat(found.get(image)).hasSameSizeAs(expected);
      for (int row = 0; row < expected.size(); row++) {
        assertClose(found.get(image).get(row), expected.get(row));
      }
    }
  }

  private static void assertClose(Detection found, Detection expected) {
    assertThat(found.classIndex()).isEqualTo(expected.classIndex());
    assertThat(found.score()).isCloseTo(expected.score(), within(1e-5f));
    assertCoordinate(found.box().xMin(), expected.box().xMin());
    assertCoordinate(found.box().yMin(), expected.box().yMin());
    assertCoordinate(found.box().xMax(), expected.box().xMax());
    assertCoordinate(found.box().yMax(), expected.box().yMax());
  }

  /** Up to rounding; large and infinite boxes too. */
  private static void assertCoordinate(double found, double expected) {
    boolean same =
        found == expected || Math.abs(found - expected) <= 1e-4 * Math.max(1, Math.abs(expected));
    assertThat(same).as("%s is %s", found, expected).isTrue();
  }

  private static List<List<Detection>> run(
      int classes, float[] grid, DecodeSettings settings, float[] logits, float[] offsets)
      throws IOException, OrtException {
    int anchors = grid.length / 4;
    OnnxGraph graph = new OnnxGraph("tail");
    String scores = graph.input("logits", ElementKind.FLOAT, List.of(anchors, classes + 1));
    String boxes = graph.input("offsets", ElementKind.FLOAT, List.of(anchors, 4));
    new DetectionTail(graph, settings, classes, anchors).add(scores, boxes, grid);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    graph.write(Map.of(), file);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(file.toByteArray());
        OnnxTensor first =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(logits), new long[] {BATCH, anchors, classes + 1});
        OnnxTensor second =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(offsets), new long[] {BATCH, anchors, 4});
        OrtSession.Result result = session.run(Map.of("logits", first, "offsets", second))) {
      return OnnxRuntimeDetector.detections(result);
    }
  }

  private float[] gaussian(int count, float deviation) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = deviation * (float) random.nextGaussian();
    }
    return values;
  }

  /** Anchors of any place and size in an image of 300 pixels. */
  private float[] grid(int anchors) {
    float[] grid = new float[4 * anchors];
    for (int anchor = 0; anchor < anchors; anchor++) {
      grid[4 * anchor] = 300 * random.nextFloat();
      grid[4 * anchor + 1] = 300 * random.nextFloat();
      Arrays.fill(grid, 4 * anchor + 2, 4 * anchor + 4, 10 + 100 * random.nextFloat());
    }
    return grid;
  }
}
