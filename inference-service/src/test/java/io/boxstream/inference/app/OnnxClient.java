package io.boxstream.inference.app;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.events.DetectedBox;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** A user of an exported file: knows of the model only what the file says. */
final class OnnxClient implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final Map<String, String> metadata;
  private final int side;

  OnnxClient(byte[] model) throws OrtException {
    session = environment.createSession(model);
    metadata = session.getMetadata().getCustomMetadata();
    side = Integer.parseInt(metadata.get("input_size"));
  }

  Map<String, String> metadata() {
    return metadata;
  }

  /**
   * Detects in images of the network's own size.
   *
   * @return for each image its boxes, clipped to it, best first
   */
  List<List<DetectedBox>> detect(byte[]... images) throws IOException, OrtException {
    FloatBuffer data = FloatBuffer.allocate(images.length * 3 * side * side);
    for (byte[] image : images) {
      put(image, data);
    }
    long[] shape = {images.length, 3, side, side};
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, data.rewind(), shape);
        OrtSession.Result result = session.run(Map.of("data", tensor))) {
      float[][][] boxes = (float[][][]) result.get("boxes").orElseThrow().getValue();
      float[][] scores = (float[][]) result.get("scores").orElseThrow().getValue();
      long[][] labels = (long[][]) result.get("labels").orElseThrow().getValue();
      long[] counts = (long[]) result.get("count").orElseThrow().getValue();
      List<List<DetectedBox>> detections = new ArrayList<>();
      for (int image = 0; image < images.length; image++) {
        List<DetectedBox> found = new ArrayList<>();
        for (int row = 0; row < counts[image]; row++) {
          float[] box = boxes[image][row];
          String label = json("classes").get((int) labels[image][row]).asText();
          found.add(
              new DetectedBox(
                  label,
                  scores[image][row],
                  clipped(box[0]),
                  clipped(box[1]),
                  clipped(box[2]),
                  clipped(box[3])));
        }
        detections.add(found);
      }
      return detections;
    }
  }

  private void put(byte[] image, FloatBuffer data) throws IOException {
    BufferedImage pixels = ImageIO.read(new ByteArrayInputStream(image));
    if (pixels.getWidth() != side || pixels.getHeight() != side) {
      throw new IllegalArgumentException("images must have a side of " + side);
    }
    for (int channel = 0; channel < 3; channel++) {
      double mean = json("mean").get(channel).asDouble();
      double deviation = json("std").get(channel).asDouble();
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          int level = pixels.getRGB(x, y) >> (16 - 8 * channel) & 0xff;
          data.put((float) ((level / 255.0 - mean) / deviation));
        }
      }
    }
  }

  private double clipped(float coordinate) {
    return Math.min(Math.max(coordinate, 0), side);
  }

  private JsonNode json(String key) throws IOException {
    return new ObjectMapper().readTree(metadata.get(key));
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
