package io.boxstream.detection.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An exported file in ONNX Runtime. */
final class OnnxRuntimeDetector implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  OnnxRuntimeDetector(Path file) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(2);
      // Tests of other modules run beside it: a thread without work leaves its processor to them.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      session = environment.createSession(file.toString(), options);
    }
  }

  Map<String, String> metadata() throws OrtException {
    return session.getMetadata().getCustomMetadata();
  }

  /** Detects in images of side {@code size}. */
  List<List<Detection>> detect(float[] data, int size) throws OrtException {
    int batch = data.length / (3 * size * size);
    try (OnnxTensor images =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(data), new long[] {batch, 3, size, size});
        OrtSession.Result result = session.run(Map.of("data", images))) {
      return detections(result);
    }
  }

  /** The outputs of an exported graph, for each image; checks that unused rows are -1. */
  static List<List<Detection>> detections(OrtSession.Result result) throws OrtException {
    float[][][] boxes = (float[][][]) value(result, "boxes");
    float[][] scores = (float[][]) value(result, "scores");
    long[][] labels = (long[][]) value(result, "labels");
    long[] counts = (long[]) value(result, "count");
    List<List<Detection>> detections = new ArrayList<>();
    for (int image = 0; image < counts.length; image++) {
      detections.add(detections(boxes[image], scores[image], labels[image], (int) counts[image]));
    }
    return detections;
  }

  private static Object value(OrtSession.Result result, String output) throws OrtException {
    return result.get(output).orElseThrow().getValue();
  }

  private static List<Detection> detections(
      float[][] boxes, float[] scores, long[] labels, int count) {
    List<Detection> detections = new ArrayList<>();
    for (int row = 0; row < scores.length; row++) {
      float[] corners = boxes[row];
      if (row < count) {
        Box box = new Box(corners[0], corners[1], corners[2], corners[3]);
        detections.add(new Detection((int) labels[row], scores[row], box));
      } else if (labels[row] != -1 || scores[row] != -1 || corners[0] != -1 || corners[3] != -1) {
        throw new AssertionError("row %d after %d detections is used".formatted(row, count));
      }
    }
    return detections;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
