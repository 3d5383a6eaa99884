package io.boxstream.rest.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection that has no request for too long, and one that takes its answers too slowly.
 * First in the pipeline: it sees bytes, encrypted ones with TLS. All its methods run on the event
 * loop of the connection.
 */
final class ConnectionGuard extends ChannelDuplexHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionGuard.class);
  private static final String ENCODER = "httpEncoder";

  private final MinimumRate minimumRate;
  private final long headNanos;
  private final LongSupplier clock;
  private final MinimumRate.Measurement answers;
  private ChannelHandlerContext context;
  private final List<BooleanSupplier> streams = new ArrayList<>();
  private int requests;
  private Future<?> headTimer;
  private Future<?> answerTimer;
  private long completed;
  private long counted;

  /**
   * @param minimumRate of clients that take an answer
   * @param headNanos how long a connection may be without a request
   * @param clock as {@link System#nanoTime}
   */
  ConnectionGuard(MinimumRate minimumRate, long headNanos, LongSupplier clock) {
    this.minimumRate = minimumRate;
    this.headNanos = headNanos;
    this.clock = clock;
    this.answers = minimumRate.measure();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    if (added.channel().isActive()) {
      awaitHead();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    awaitHead();
    active.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext inactive) {
    cancel(headTimer);
    cancel(answerTimer);
    inactive.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext reading, Object message) {
    ChannelPipeline pipeline = reading.pipeline();
    if (pipeline.get(HeadProblems.class) == null && pipeline.get(ENCODER) != null) {
      pipeline.addAfter(
          ENCODER, HeadProblems.class.getName(), new HeadProblems(() -> requests > 0));
    }
    reading.fireChannelRead(message);
  }

  /** The head of a request is complete. */
  void requestBegan() {
    requests++;
    cancel(headTimer);
  }

  /**
   * The head of a request of HTTP/2 is complete. What its client does not take waits in its stream
   * and not in this connection.
   *
   * @param stuck whether the stream waits for its client
   */
  void streamBegan(BooleanSupplier stuck) {
    requestBegan();
    streams.add(stuck);
    watchAnswers();
  }

  /** See {@link #requestEnded}. */
  void streamEnded(BooleanSupplier stuck) {
    streams.remove(stuck);
    requestEnded();
  }

  /** The answer to a request is complete, or will never be. */
  void requestEnded() {
    requests--;
    if (requests == 0 && context.channel().isActive()) {
      awaitHead();
    }
  }

  @Override
  public void write(ChannelHandlerContext writing, Object message, ChannelPromise promise) {
    long size = size(message);
    ChannelPromise written = promise.unvoid();
    written.addListener(
        done -> {
          completed += size;
          if (!awaitsClient()) {
            answers.servicesTurn(clock.getAsLong());
          }
        });
    writing.write(message, written);
  }

  @Override
  public void flush(ChannelHandlerContext flushing) {
    flushing.flush();
    if (pending() > 0) {
      answers.clientsTurn(clock.getAsLong());
      watchAnswers();
    }
  }

  private void watchAnswers() {
    if (answerTimer == null) {
      long millis = minimumRate.checkMillis();
      answerTimer =
          context
              .executor()
              .scheduleAtFixedRate(this::checkAnswers, millis, millis, TimeUnit.MILLISECONDS);
    }
  }

  private void checkAnswers() {
    long now = clock.getAsLong();
    ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
    long taken = completed + (buffer == null ? 0 : buffer.currentProgress());
    answers.moved(taken - counted);
    counted = taken;
    if (answers.isTooSlow(now)) {
      LOG.info(
          "The client at {} takes its answer too slowly (boxstream.http.minimum-rate): the connection is closed",
          context.channel().remoteAddress());
      context.close();
    } else if (awaitsClient()) {
      answers.clientsTurn(now);
    } else {
      answers.servicesTurn(now);
      if (streams.isEmpty()) {
        cancel(answerTimer);
        answerTimer = null;
      }
    }
  }

  private boolean awaitsClient() {
    return pending() > 0 || streams.stream().anyMatch(BooleanSupplier::getAsBoolean);
  }

  private void awaitHead() {
    cancel(headTimer);
    headTimer =
        context.executor().schedule(this::closeWithoutHead, headNanos, TimeUnit.NANOSECONDS);
  }

  private void closeWithoutHead() {
    LOG.debug("No request from {} in time: the connection is closed", context.channel());
    context.close();
  }

  /** Messages that the client has not taken yet. */
  private int pending() {
    ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.size();
  }

  private static long size(Object message) {
    if (message instanceof ByteBuf bytes) {
      return bytes.readableBytes();
    }
    return message instanceof FileRegion region ? region.count() : 0;
  }

  private static void cancel(Future<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
