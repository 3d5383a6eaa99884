package io.boxstream.detection.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.boxstream.detection.network.GraphNode;
import io.boxstream.detection.network.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkTranslationTest {
  private static final int SIZE = 2;
  private static final GraphNode DATA =
      new GraphNode(GraphNode.VARIABLE, "data", Map.of(), List.of());

  private final OnnxGraph graph = new OnnxGraph("test");
  private final NetworkTranslation translation =
      new NetworkTranslation(graph, name -> new float[0], SIZE);

  @Test
  void refusesAnOperatorThatItDoesNotKnow() {
    GraphNode norm = node("BatchNorm", "features.norm", Map.of());

    assertThatThrownBy(() -> translation.add(List.of(DATA, norm), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("operator BatchNorm of node features.norm has no translation to ONNX");
  }

  @Test
  void refusesWhatAnOperatorItKnowsDoesDifferently() {
    GraphNode sigmoid = node("Activation", "a", Map.of("act_type", "sigmoid"));
    GraphNode more = node("clip", "b", Map.of("a_min", "0", "a_max", "6", "soft", "1"));
    GraphNode less = node("clip", "c", Map.of("a_min", "0"));
    GraphNode special = node("Reshape", "d", Map.of("shape", "(0, -3)"));

    for (GraphNode node : List.of(sigmoid, more, less, special)) {
      assertThatThrownBy(
              () ->
                  new NetworkTranslation(new OnnxGraph("test"), name -> new float[0], SIZE)
                      .add(List.of(DATA, node), List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("name=" + node.name());
    }
  }

  /** Of 3 and 4 in two channels: 3/√(9 + 16 + ε) and 4/√(9 + 16 + ε); of nothing: 0. */
  @Test
  void normalisesOverTheChannelsOfACell() throws IOException, OrtException {
    GraphNode unit = node("L2Normalization", "unit", Map.of("mode", "channel", "eps", "1e-05"));
    translation.add(List.of(DATA, unit), List.of());
    graph.output("unit", ElementKind.FLOAT, List.of(3, SIZE, SIZE));

    float[][] channels = run(new float[][] {{3, 0, 0, 1e-3f}, {4, 0, 2, 0}, {0, 0, 0, 0}});

    assertThat(channels[0]).containsExactly(new float[] {0.6f, 0, 0, 0.30151f}, within(1e-4f));
    assertThat(channels[1]).containsExactly(new float[] {0.8f, 0, 1, 0}, within(1e-4f));
    assertThat(channels[2]).containsOnly(0);
  }

  private float[][] run(float[][] channels) throws IOException, OrtException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    graph.write(Map.of(), file);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    float[][][][] images = new float[1][3][SIZE][SIZE];
    for (int channel = 0; channel < 3; channel++) {
      for (int cell = 0; cell < SIZE * SIZE; cell++) {
        images[0][channel][cell / SIZE][cell % SIZE] = channels[channel][cell];
      }
    }
    try (OrtSession session = environment.createSession(file.toByteArray());
        OnnxTensor data = OnnxTensor.createTensor(environment, images);
        OrtSession.Result result = session.run(Map.of("data", data))) {
      float[][][][] output = (float[][][][]) result.get(0).getValue();
      float[][] cells = new float[3][SIZE * SIZE];
      for (int channel = 0; channel < 3; channel++) {
        for (int cell = 0; cell < SIZE * SIZE; cell++) {
          cells[channel][cell] = output[0][channel][cell / SIZE][cell % SIZE];
        }
      }
      return cells;
    }
  }

  private static GraphNode node(String operator, String name, Map<String, String> attributes) {
    return new GraphNode(operator, name, attributes, List.of(new Tensor(0, 0)));
  }
}
