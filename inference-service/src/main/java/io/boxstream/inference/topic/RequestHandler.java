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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;

/**
 * Answers requests. All that were read are under way together, so that the engine sees batches, and
 * a call takes those further whose answers have come: it sends them, and is through with those that
 * are on the log. The others are postponed, and stay under way until they are delivered again, so
 * that the engine never waits for the log. None overtakes one with the same key, or, in a
 * transaction, of the same partition. An image that cannot be read is rejected, and its neighbours
 * are answered.
 */
public final class RequestHandler implements BatchHandler {
  /** Records that arrive meanwhile are read after this time. */
  private static final Duration LONGEST_WAIT = Duration.ofMillis(5);

  private final RequestPipeline pipeline;
  private final StartedRequests started;
  private final AnswerWriter writer;
  private final ServingMetrics metrics;
  private final Answering answering;

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
    List<StartedRequest> requests = records.stream().map(started::of).toList();
    List<StartedRequest> ready = ready(requests);
    if (ready.isEmpty()) {
      started.awaitNews(LONGEST_WAIT);
      ready = ready(requests);
    }
    List<Refused> refused = new ArrayList<>();
    try {
      goOn(ready, refused);
    } catch (RuntimeException e) {
      if (answering == Answering.TOGETHER) {
        requests.forEach(StartedRequest::forgetSent);
      } else {
        reject(refused, rejections);
      }
      started.keep(requests.stream().filter(request -> !hasFailed(request)).toList());
      throw e;
    }
    reject(refused, rejections);
    List<StartedRequest> rest = requests.stream().filter(request -> !request.isDone()).toList();
    started.keep(rest);
    rest.forEach(request -> rejections.postpone(request.record()));
  }

  /** Those that can go on, in the order of the requests. */
  private List<StartedRequest> ready(List<StartedRequest> requests) {
    Set<Object> held = new HashSet<>();
    List<StartedRequest> ready = new ArrayList<>();
    for (StartedRequest request : requests) {
      Optional<Object> line = answering.line(request.record());
      if (request.isDone() || request.sent().isPresent()) {
        // What is sent is in its order.
        if (request.canGoOn()) {
          ready.add(request);
        }
      } else if (request.canGoOn() && line.filter(held::contains).isEmpty()) {
        ready.add(request);
      } else {
        line.ifPresent(held::add);
      }
    }
    return ready;
  }

  /** One that has to start again. */
  private static boolean hasFailed(StartedRequest request) {
    return !request.isDone() && request.answer().isCompletedExceptionally();
  }

  /**
   * Takes requests further, up to the first one that has to be tried again.
   *
   * @throws RuntimeException why it has to
   */
  private void goOn(List<StartedRequest> requests, List<Refused> refused)
      throws InterruptedException {
    for (StartedRequest request : requests) {
      if (request.sent().isEmpty()) {
        send(request, refused);
      } else {
        settle(request, refused);
      }
    }
    if (answering == Answering.TOGETHER) {
      for (StartedRequest request : requests) {
        if (!request.isDone()) {
          settle(request, refused);
        }
      }
    }
  }

  private void send(StartedRequest request, List<Refused> refused) throws InterruptedException {
    try {
      Answer answer = answer(request);
      request.send(started.watched(writer.send(request.request().orElseThrow(), answer)));
    } catch (DeadlineExceededException e) {
      // Nobody waits for it, and it has been counted.
      request.finish();
    } catch (UnreadableImageException e) {
      refuse(request, "decode", e, refused);
    } catch (ImageFailedException e) {
      refuse(request, "detect", e, refused);
    } catch (UnknownModelException | ModelUnavailableException e) {
      // Those behind it, which are for other models, must not wait until it can be loaded.
      refuse(request, RequestedModel.HEADER, e, refused);
    } catch (PoisonRecordException e) {
      refuse(request, e.stage(), e, refused);
    }
  }

  /** Waits until an answer is on the log. */
  private void settle(StartedRequest request, List<Refused> refused) throws InterruptedException {
    try {
      await(request.sent().orElseThrow());
      request.finish();
    } catch (PoisonRecordException e) {
      refuseSent(request, e, refused);
    } catch (PublishException e) {
      request.forgetSent();
      if (!isForbidden(request.request().orElseThrow(), e)) {
        throw e;
      }
      refuseSent(
          request,
          new PoisonRecordException(RequestHeaders.REPLY_TOPIC, e.getMessage(), e),
          refused);
    } catch (RuntimeException e) {
      request.forgetSent();
      throw e;
    }
  }

  /** A record that was refused fails its transaction: its neighbours are answered without it. */
  private void refuseSent(
      StartedRequest request, PoisonRecordException cause, List<Refused> refused) {
    if (answering == Answering.TOGETHER) {
      throw cause;
    }
    refuse(request, cause.stage(), cause, refused);
  }

  private static void refuse(
      StartedRequest request, String stage, RuntimeException cause, List<Refused> refused) {
    request.finish();
    refused.add(new Refused(request.record(), stage, cause));
  }

  private static void reject(List<Refused> refused, Rejections rejections) {
    refused.forEach(one -> rejections.reject(one.record(), one.stage(), one.cause()));
  }

  private static boolean isForbidden(DetectionRequest request, PublishException failure) {
    return request.replyTopic().isPresent()
        && (failure.getCause() instanceof AuthorizationException
            || failure.getCause() instanceof InvalidTopicException);
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

  private record Refused(
      ConsumerRecord<byte[], byte[]> record, String stage, RuntimeException cause) {}
}
