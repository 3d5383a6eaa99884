package io.boxstream.rest.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.rest.access.AnswerHeaders;
import io.boxstream.rest.problem.Problem;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Answers a request whose head is too long or is not HTTP/1.1. The server would answer with a
 * status alone.
 */
final class HeadProblems extends ChannelInboundHandlerAdapter {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** How long a client may go on sending, so that it sees the answer. */
  private static final int LINGER_SECONDS = 1;

  private final BooleanSupplier isBusy;
  private boolean answered;

  /**
   * @param isBusy whether an answer is being written, which another one must not get into
   */
  HeadProblems(BooleanSupplier isBusy) {
    this.isBusy = isBusy;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message)
      throws JsonProcessingException {
    if (answered) {
      ReferenceCountUtil.release(message);
    } else if (message instanceof HttpRequest request
        && request.decoderResult().isFailure()
        && !isBusy.getAsBoolean()) {
      answered = true;
      ReferenceCountUtil.release(message);
      context.writeAndFlush(response(problem(request.decoderResult().cause())));
      context.executor().schedule(() -> context.close(), LINGER_SECONDS, TimeUnit.SECONDS);
    } else {
      context.fireChannelRead(message);
    }
  }

  private static Problem problem(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return Problem.of(
          414,
          "address-too-long",
          "method and address are longer than quarkus.http.limits.max-initial-line-length");
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return Problem.of(
          431,
          "headers-too-large",
          "the headers together are longer than quarkus.http.limits.max-header-size");
    }
    return Problem.invalidRequest("the head of the request is not one of HTTP/1.1");
  }

  private static FullHttpResponse response(Problem problem) throws JsonProcessingException {
    byte[] body = MAPPER.writeValueAsBytes(problem);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(problem.status()),
            Unpooled.wrappedBuffer(body));
    AnswerHeaders.HEADERS.forEach(response.headers()::set);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return response;
  }
}
