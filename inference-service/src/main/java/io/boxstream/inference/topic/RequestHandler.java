package io.boxstream.inference.topic;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.PoisonRecordException;
import io.boxstream.events.PublishException;
import io.boxstream.events.consume.BatchHandler;
import io.boxstream.events.consume.Rejections;
import io.boxstream.images.UnreadableImageException;
import io.boxstream.inference.model.ModelUnavailableException;
import io.boxstream.inference.model.UnknownModelException;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.DeadlineExceededException;
import io.boxstream.inference.serve.ImageFailedException;
import io.boxstream.inference.serve.RequestPipeline;
import io.boxstream.inference.serve.RequestSource;
import io.boxstream.inference.serve.RequestedModel;
import io.boxstream.inference.serve.ServingMetrics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;

/**
 * Answers the images of one poll. All are under way together, so that the engine sees batches; the
 * results are on the log before this returns, so that no offset is committed without its answer.
 * They are sent in the order of the requests: none overtakes one that has to be tried again. An
 * image that cannot be read is rejected, and its neighbours are answered. A request whose model is
 * being loaded is postponed, and with it those behind it that must not overtake it.
 */
public final class RequestHandler implements BatchHandler {
  private final RequestPipeline pipeline;
  private final StartedRequests started;
  private final AnswerWriter writer;
  private final ServingMetrics metrics;
  private final Answering answering;

  /** Of the records that are tried again; always empty if a transaction drops their answers. */
  private final Set<Place> answered = new HashSet<>();

  /** Creates a handler. */
  public RequestHandler(
      RequestPipeline pipeline,
      RequestReader reader,
      ReferencedImages references,
      AnswerWriter writer,
      ServingMetrics metrics,
      Answering answering) {
    this.pipeline = requireNonNull(pipeline, "pipeline");
    this.started = new StartedRequests(pipeline, reader, references);
    this.writer = requireNonNull(writer, "writer");
    this.metrics = requireNonNull(metrics, "metrics");
    this.answering = requireNonNull(answering, "answering");
  }

  @Override
  public void handle(List<ConsumerRecord<byte[], byte[]>> records, Rejections rejections)
      throws Exception {
    answered.retainAll(records.stream().map(Place::of).collect(Collectors.toSet()));
    List<StartedRequest> all =
        records.stream()
            .filter(record -> !answered.contains(Place.of(record)))
            .map(started::of)
            .toList();
    List<StartedRequest> waiting = waiting(all);
    started.keep(waiting);
    List<StartedRequest> requests = new ArrayList<>(all);
    requests.removeAll(waiting);
    if (answering == Answering.TOGETHER) {
      awaitAll(requests);
    }
    List<Sent> sent = new ArrayList<>(requests.size());
    List<Refused> refused = new ArrayList<>();
    Optional<RuntimeException> failure = send(requests, sent, refused);
    for (Sent answer : sent) {
      Optional<RuntimeException> unsent = settle(answer, refused);
      failure = failure.isPresent() ? failure : unsent;
    }
    for (Refused one : refused) {
      rejections.reject(one.record(), one.stage(), one.cause());
    }
    if (failure.isPresent()) {
      // The next attempt begins when this one has ended, with all that it has fetched.
      awaitAll(requests);
      throw failure.get();
    }
    waiting.forEach(one -> rejections.postpone(one.record()));
    answered.clear();
  }

  /** Those whose models are being loaded, and those that must not overtake them. */
  private List<StartedRequest> waiting(List<StartedRequest> requests) {
    Set<Object> held = new HashSet<>();
    List<StartedRequest> waiting = new ArrayList<>();
    for (StartedRequest request : requests) {
      Optional<Object> line = answering.line(request.record());
      if (line.filter(held::contains).isPresent() || request.waitsForModel().getAsBoolean()) {
        line.ifPresent(held::add);
        waiting.add(request);
      }
    }
    return waiting;
  }

  /** Sends answers up to the first one that has to be tried again. */
  private Optional<RuntimeException> send(
      List<StartedRequest> requests, List<Sent> sent, List<Refused> refused)
      throws InterruptedException {
    for (StartedRequest request : requests) {
      ConsumerRecord<byte[], byte[]> record = request.record();
      try {
        sent.add(publish(request));
      } catch (DeadlineExceededException e) {
        // Nobody waits for it, and it has been counted.
        continue;
      } catch (UnreadableImageException e) {
        refused.add(new Refused(record, "decode", e));
      } catch (ImageFailedException e) {
        refused.add(new Refused(record, "detect", e));
      } catch (UnknownModelException | ModelUnavailableException e) {
        // Those behind it, which are for other models, must not wait until it can be loaded.
        refused.add(new Refused(record, RequestedModel.HEADER, e));
      } catch (PoisonRecordException e) {
        refused.add(new Refused(record, e.stage(), e));
      } catch (RuntimeException e) {
        return Optional.of(e);
      }
    }
    return Optional.empty();
  }

  /** Waits until an answer is on the log; the failure if it has to be tried again. */
  private Optional<RuntimeException> settle(Sent answer, List<Refused> refused)
      throws InterruptedException {
    try {
      await(answer.result());
      if (answering == Answering.AS_THEY_COME) {
        answered.add(Place.of(answer.request().record()));
      }
      return Optional.empty();
    } catch (PoisonRecordException e) {
      return refuse(answer, e, refused);
    } catch (PublishException e) {
      if (isForbidden(answer.request(), e)) {
        return refuse(
            answer,
            new PoisonRecordException(RequestHeaders.REPLY_TOPIC, e.getMessage(), e),
            refused);
      }
      return Optional.of(e);
    } catch (RuntimeException e) {
      return Optional.of(e);
    }
  }

  /** A record that was refused fails its transaction: its neighbours are answered without it. */
  private Optional<RuntimeException> refuse(
      Sent answer, PoisonRecordException cause, List<Refused> refused) {
    if (answering == Answering.TOGETHER) {
      throw cause;
    }
    refused.add(new Refused(answer.request().record(), cause.stage(), cause));
    return Optional.empty();
  }

  private static boolean isForbidden(DetectionRequest request, PublishException failure) {
    return request.replyTopic().isPresent()
        && (failure.getCause() instanceof AuthorizationException
            || failure.getCause() instanceof InvalidTopicException);
  }

  private Sent publish(StartedRequest pending) throws InterruptedException {
    Answer answer = answer(pending);
    DetectionRequest request = pending.request().orElseThrow();
    return new Sent(request, writer.send(request, answer));
  }

  private Answer answer(StartedRequest pending) throws InterruptedException {
    try {
      Answer answer = await(pending.answer());
      metrics.answered(RequestSource.TOPIC, answer);
      return answer;
    } catch (RuntimeException e) {
      if (pending.request().isPresent()) {
        metrics.failed(RequestSource.TOPIC, model(pending.request().get()), e);
      }
      throw e;
    }
  }

  private String model(DetectionRequest request) {
    return request.model().orElseGet(() -> pipeline.models().primary().name());
  }

  private static void awaitAll(List<StartedRequest> requests) throws InterruptedException {
    for (StartedRequest request : requests) {
      try {
        await(request.answer());
      } catch (RuntimeException e) {
        // Looked at when its turn comes.
      }
    }
  }

  private static <T> T await(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private record Sent(DetectionRequest request, CompletableFuture<RecordMetadata> result) {}

  private record Refused(
      ConsumerRecord<byte[], byte[]> record, String stage, RuntimeException cause) {}
}
