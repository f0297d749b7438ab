package dev.vocostream.operators.simulated;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file, whole or the part that is asked for ({@code Range: bytes=from-to}). */
public final class FilePage implements HttpPage {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,10})-(\\d{0,10})");

  private final byte[] content;
  private final String type;

  /** Reads it now. */
  public FilePage(Path file, String type) throws IOException {
    this.content = Files.readAllBytes(file);
    this.type = type;
  }

  @Override
  public void serve(Request request, String name, OutputStream out) throws IOException {
    Matcher range = RANGE.matcher(request.headers().getOrDefault("range", ""));
    long from = range.matches() ? Long.parseLong(range.group(1)) : 0;
    if (from > content.length) {
      HttpPage.whole(out, "416 Range Not Satisfiable", "text/plain", new byte[0]);
      return;
    }
    boolean open = !range.matches() || range.group(2).isEmpty();
    long last = open ? content.length - 1 : Long.parseLong(range.group(2));
    byte[] part = Arrays.copyOfRange(content, (int) from, (int) Math.min(content.length, last + 1));
    String status = range.matches() ? "206 Partial Content" : "200 OK";
    String head =
        "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nAccept-Ranges: bytes\r\n"
            .formatted(status, type, part.length);
    String where =
        range.matches()
            ? "Content-Range: bytes %d-%d/%d\r\n"
                .formatted(from, from + part.length - 1, content.length)
            : "";
    out.write(Request.bytes(head + where + "Connection: close\r\n\r\n"));
    if (!request.method().equals("HEAD")) {
      out.write(part);
    }
  }
}
