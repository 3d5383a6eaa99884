package io.boxstream.ingest.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.boxstream.images.formats.AnnotationText;
import io.boxstream.images.formats.MalformedAnnotationException;
import io.boxstream.ingest.annotation.AnnotationReader;
import org.junit.jupiter.api.Tag;

/** The labels of an image that is sent on its own. */
@Tag("fuzz")
class BoxesFuzzTest {

  @FuzzTest(maxDuration = "1m")
  void readsOrRefuses(byte[] annotation) {
    try {
      AnnotationReader.read(AnnotationText.decode(annotation));
    } catch (MalformedAnnotationException refused) {
      // What rejects the image.
    }
  }
}
