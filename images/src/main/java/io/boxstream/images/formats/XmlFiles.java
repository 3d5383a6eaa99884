package io.boxstream.images.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML files of a data set. A document type is never expanded: labels have no use for one, and every
 * XML attack has.
 */
public final class XmlFiles {

  /** Longest tag with its attributes, and longest comment, in bytes. */
  public static final int MAX_MARKUP = 16 * 1024 * 1024;

  private XmlFiles() {}

  /**
   * A parser of a text, which expands and fetches nothing.
   *
   * @throws XMLStreamException if it cannot begin
   */
  public static XMLStreamReader reader(String text) throws XMLStreamException {
    try {
      return new XmlReader(factory().createXMLStreamReader(new StringReader(text)));
    } catch (RuntimeException e) {
      throw XmlReader.malformed(e);
    }
  }

  /**
   * A parser of a file, which expands and fetches nothing. The caller closes the stream.
   *
   * @throws XMLStreamException if it cannot begin
   */
  public static XMLStreamReader reader(InputStream in) throws XMLStreamException {
    try {
      return new XmlReader(factory().createXMLStreamReader(in));
    } catch (RuntimeException e) {
      throw XmlReader.malformed(e);
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("external entities are not read");
        });
    return factory;
  }

  /** Reads a file of any length, in which no tag is longer than {@link #MAX_MARKUP}. */
  public static InputStream open(DataSetFiles files, String path) {
    return new MarkupLimit(path, files.open(path), MAX_MARKUP);
  }

  /** The name of a file's root element; empty where it has none that can be read. */
  public static Optional<String> root(DataSetFiles files, String path) {
    try (InputStream in = open(files, path)) {
      XMLStreamReader reader = reader(in);
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamReader.START_ELEMENT) {
          return Optional.of(reader.getLocalName());
        }
      }
      return Optional.empty();
    } catch (IOException | XMLStreamException | UnreadableFileException e) {
      return Optional.empty();
    }
  }

  /** What a parser reports and where, in one line. */
  public static String message(XMLStreamException e) {
    String message = String.valueOf(e.getMessage());
    String place = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNumber() + ")";
    int text = message.indexOf("Message: ");
    return (text < 0 ? message.lines().findFirst().orElse("") : message.substring(text + 9))
        + place;
  }
}
