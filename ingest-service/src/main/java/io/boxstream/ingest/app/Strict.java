package io.boxstream.ingest.app;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;

/** Readers of JSON that take what the OpenAPI document says, where Jackson would convert. */
final class Strict {

  private Strict() {}

  /** Text is a string: no number, no boolean. */
  static final class Text extends StdScalarDeserializer<String> {
    private static final long serialVersionUID = 1L;

    Text() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return parser.currentToken() == JsonToken.VALUE_STRING
          ? parser.getText()
          : (String) context.handleUnexpectedToken(String.class, parser);
    }
  }

  /** A number without a fraction: no string. */
  static final class WholeNumber extends StdScalarDeserializer<Integer> {
    private static final long serialVersionUID = 1L;

    WholeNumber() {
      super(Integer.class);
    }

    @Override
    public Integer deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
          ? Integer.valueOf(parser.getIntValue())
          : (Integer) context.handleUnexpectedToken(Integer.class, parser);
    }
  }
}
