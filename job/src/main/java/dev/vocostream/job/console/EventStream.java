package dev.vocostream.job.console;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The feed as server-sent events, until the visitor leaves, is let go or may not come in any more.
 *
 * <p>Source of the format: <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML Standard</a>.
 *
 * @param allowed whether the visitor still may come in
 */
record EventStream(ConsoleFeed feed, BooleanSupplier allowed) {
  private static final long HEARTBEAT_SECONDS = 5;
  private static final int BUFFER = 32 * 1024;

  void serve(HttpExchange exchange) throws IOException, InterruptedException {
    ConsoleFeed.Reader reader = feed.read();
    if (reader == null) {
      Reply.words(exchange, 503, "too many pages are open");
      return;
    }
    try {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), BUFFER);
      for (String event : reader.first()) {
        write(out, "data: " + event);
      }
      write(out, ": alive");
      out.flush();
      follow(reader.then(), out);
    } finally {
      feed.leave(reader);
    }
  }

  private void follow(BlockingQueue<String> events, OutputStream out)
      throws IOException, InterruptedException {
    while (true) {
      String event = events.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
      if (ConsoleFeed.END.equals(event) || !allowed.getAsBoolean()) {
        return;
      }
      write(out, event == null ? ": alive" : "data: " + event);
      if (events.isEmpty()) {
        out.flush();
      }
    }
  }

  private static void write(OutputStream out, String line) throws IOException {
    out.write((line + "\n\n").getBytes(StandardCharsets.UTF_8));
  }
}
