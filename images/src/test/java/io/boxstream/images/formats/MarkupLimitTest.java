package io.boxstream.images.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupLimitTest {

  private static final int LIMIT = 30;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a long text without any markup, which the parser returns in parts",
        "<a b='1'/><a b=\"2\"/><a b='3'/><a b='4'/><a b='5'/>",
        "<a b='>'/> text <a b='>'/> text <a b='>'/> text",
        "<!-- it's --> text text text text <!-- it's --->text text text text",
        "<!----> text text text text text text <a/>",
        "<![CDATA[ ' ]]]> text text text text text text <a/>",
        "<?x ' ??> text text text text text text text <a/>",
        "<!DOCTYPE a> text text text text text text <a/>"
      })
  void passesShortMarkup(String xml) throws IOException {
    assertThat(read(xml)).isEqualTo(xml);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a b='> <c> --> ]]> ?> \" > > > > >'/>",
        "<a b=\"> <c> --> ]]> ?> ' > > > > >\"/>",
        "<a aaaaaaaaaa bbbbbbbbbb cccccccccc>",
        "<!-- > <a/> 'a' \"b\" - -- > ]]> ?> -->",
        "<![CDATA[ > <a/> --> ?> ]> ] ] ]]]]>",
        "<?x > <a/> --> ]]> ? ? ? ? > > > ?>"
      })
  void refusesLongMarkupWhateverIsInIt(String xml) {
    assertThatThrownBy(() -> read(xml))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("a.xml");
  }

  private static String read(String xml) throws IOException {
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    try (InputStream in = new MarkupLimit("a.xml", new ByteArrayInputStream(bytes), LIMIT)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
