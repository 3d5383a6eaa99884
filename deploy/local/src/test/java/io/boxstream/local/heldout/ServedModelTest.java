package io.boxstream.local.heldout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ServedModelTest {

  @Test
  void hasTheClassesAndThresholdsOfTheAnswer() throws IOException {
    ServedModel model =
        ServedModel.of(
            new ObjectMapper()
                .readTree(
                    """
                    {"generation": 2, "classes": ["hat", "person"],
                     "threshold": {"source": "evaluation", "overall": 0.4, "perClass": {"hat": 0.3}}}
                    """));

    assertThat(model.classes()).containsExactly("hat", "person");
    assertThat(model.threshold("hat")).isEqualTo(0.3);
    assertThat(model.threshold("person")).isEqualTo(0.4);
  }
}
