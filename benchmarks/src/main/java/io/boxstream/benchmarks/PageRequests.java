package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests to a service, one after the other. */
final class PageRequests {

  private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final URI service;

  PageRequests(URI service) {
    this.service = requireNonNull(service, "service");
  }

  /**
   * Times of requests, in milliseconds.
   *
   * @param median of all
   * @param slowest of all
   */
  record Times(double median, double slowest) {}

  /** The status of an answer. */
  int status(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(service.resolve(path)).build()).statusCode();
  }

  /** The body of an answer; fails if it is not 2xx. */
  String body(String path) throws IOException, InterruptedException {
    return checked(send(HttpRequest.newBuilder(service.resolve(path)).build()));
  }

  /** Sends JSON. */
  String post(String path, String json) throws IOException, InterruptedException {
    return checked(
        send(
            HttpRequest.newBuilder(service.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build()));
  }

  /** Asks the same again and again; the first requests are not timed. */
  Times times(String path, int warmUp, int requests) throws IOException, InterruptedException {
    double[] millis = new double[requests];
    for (int request = -warmUp; request < requests; request++) {
      long start = System.nanoTime();
      body(path);
      if (request >= 0) {
        millis[request] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    return new Times(millis[requests / 2], millis[requests - 1]);
  }

  /** Follows a list to its end, or so many pages; returns the time of each page in ms. */
  double[] walk(String path, int pages) throws IOException, InterruptedException {
    double[] millis = new double[pages];
    String after = "";
    String separator = path.contains("?") ? "&" : "?";
    for (int page = 0; page < pages; page++) {
      long start = System.nanoTime();
      String body = body(path + after);
      millis[page] = (System.nanoTime() - start) / 1e6;
      Matcher next = NEXT.matcher(body);
      if (!next.find()) {
        return Arrays.copyOf(millis, page + 1);
      }
      after = separator + "after=" + next.group(1).replace(" ", "%20");
    }
    return millis;
  }

  private static String checked(HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(
          answer.request().uri()
              + " is answered with "
              + answer.statusCode()
              + " "
              + answer.body());
    }
    return answer.body();
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return CLIENT.send(request, BodyHandlers.ofString());
  }
}
