package io.boxstream.inference.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.events.EventMappers;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** HTTP speaks the JSON of the events: a result looks the same on the topic and in an answer. */
public class JsonFormat {

  @Produces
  @Singleton
  ObjectMapper mapper() {
    return EventMappers.json();
  }
}
