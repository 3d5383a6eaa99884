package io.boxstream.images.formats;

import java.io.UncheckedIOException;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;

/**
 * The platform's parser, which meets some malformed documents with exceptions of its own: messages
 * that it lacks, indexes out of bounds. They mean that the document is malformed.
 */
final class XmlReader extends StreamReaderDelegate {

  XmlReader(XMLStreamReader parser) {
    super(parser);
  }

  @Override
  public boolean hasNext() throws XMLStreamException {
    try {
      return super.hasNext();
    } catch (RuntimeException e) {
      throw malformed(e);
    }
  }

  @Override
  public int next() throws XMLStreamException {
    try {
      return super.next();
    } catch (RuntimeException e) {
      throw malformed(e);
    }
  }

  /** A failure of the file is none of the parser. */
  static XMLStreamException malformed(RuntimeException e) {
    if (e instanceof UnreadableFileException || e instanceof UncheckedIOException) {
      throw e;
    }
    return new XMLStreamException("the parser fails: " + e.getMessage(), e);
  }
}
