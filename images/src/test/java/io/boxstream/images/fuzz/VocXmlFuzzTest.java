package io.boxstream.images.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.boxstream.images.formats.AnnotationText;
import io.boxstream.images.formats.MalformedAnnotationException;
import io.boxstream.images.voc.VocXml;
import org.junit.jupiter.api.Tag;

@Tag("fuzz")
class VocXmlFuzzTest {

  @FuzzTest(maxDuration = "1m")
  void readsOrRefuses(byte[] annotation) {
    try {
      VocXml.read(AnnotationText.decode(annotation));
    } catch (MalformedAnnotationException refused) {
      // What an annotation that cannot be read is answered with.
    }
  }
}
