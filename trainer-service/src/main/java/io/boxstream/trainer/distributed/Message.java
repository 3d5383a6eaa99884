package io.boxstream.trainer.distributed;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What a coordinator and a participant tell each other.
 *
 * @param kind what it is about
 * @param fields short values by name
 * @param payload bytes; not copied, and not to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes, between a socket and a file or the engine
record Message(Kind kind, Map<String, String> fields, byte[] payload) {

  private static final byte[] NOTHING = {};

  Message {
    requireNonNull(kind, "kind");
    fields = Map.copyOf(fields);
    requireNonNull(payload, "payload");
  }

  static Message of(Kind kind) {
    return new Message(kind, Map.of(), NOTHING);
  }

  static Message of(Kind kind, Map<String, String> fields) {
    return new Message(kind, fields, NOTHING);
  }

  /** A field that must be there. */
  String field(String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException(kind + " has no " + name);
    }
    return value;
  }

  int number(String name) {
    return Integer.parseInt(field(name));
  }

  /** What a message is about. */
  enum Kind {
    /** From both sides, regularly. */
    BEAT,
    /**
     * A participant joins: {@code role}, {@code token}, {@code version}; the payload has the images
     * that it refuses to read, see {@link RefusedImages}.
     */
    HELLO,
    /** Its task: MXNet's variables as fields; of a worker a {@link WorkerTask} as payload. */
    START,
    /** A part of a file, in order; {@code last} is true for its last one. */
    PART,
    /** A worker has its network: {@code device}. */
    STARTED,
    /** What a worker trains on: {@code images} of its shard, {@code firstStep}. */
    IMAGES,
    /** A worker asks for an image, {@code index} of its shard; and the answer. */
    IMAGE,
    /** A worker is to have its next batch ready. */
    NEXT,
    /** It has: {@code positives}; the payload has the ids of the images, a line each. */
    READY,
    /** It is to compute the losses: {@code positives} of the whole batch. */
    FORWARD,
    /** Its losses, image by image, as the payload. */
    LOSSES,
    /** It is to compute, add and apply the gradients: {@code rate}. */
    UPDATE,
    /** It has its gradients, and waits for those of the other workers. */
    GRADIENTS,
    /** It has done all of it. */
    UPDATED,
    /** It is to forget the step. */
    ABANDON,
    /** It is to send its parameters ({@code what} is {@code parameters}) or optimizer state. */
    SAVE,
    /** A participant cannot go on: {@code code}, {@code reason}. */
    FAILED
  }
}
