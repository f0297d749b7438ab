package dev.vocostream.operators.simulated;

import static dev.vocostream.operators.simulated.Request.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;

/** The answers of a camera with a fault. Those without end go on until the client leaves. */
final class HttpFaults {
  private static final String PLAYLIST = "application/vnd.apple.mpegurl";
  private static final String HEAD = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:0\n";

  private HttpFaults() {}

  static void answer(HttpFault fault, InputStream in, OutputStream out) throws IOException {
    switch (fault.kind()) {
      case SILENT -> in.transferTo(OutputStream.nullOutputStream());
      case ENDLESS_HEADERS -> headersWithoutEnd(out);
      case REDIRECT ->
          out.write(
              bytes(
                  "HTTP/1.1 302 Found\r\nLocation: "
                      + fault.location()
                      + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
      case NOT_FOUND -> HttpPage.whole(out, "404 Not Found", "text/plain", new byte[0]);
      case WRONG_TYPE ->
          HttpPage.whole(
              out, "200 OK", "text/html", bytes("<html><title>Camera</title>Log in</html>"));
      case GARBAGE -> garbage(out);
      case HUGE_PICTURE -> hugePicture(out);
      case ENDLESS_PLAYLIST -> playlistWithoutEnd(out);
      case PLAYLIST_ELSEWHERE ->
          HttpPage.whole(
              out,
              "200 OK",
              PLAYLIST,
              bytes(HEAD + "#EXTINF:1.0,\n" + fault.location() + "\n#EXT-X-ENDLIST\n"));
      default -> throw new IllegalArgumentException(fault + ": is not answered here");
    }
  }

  private static void headersWithoutEnd(OutputStream out) throws IOException {
    out.write(bytes("HTTP/1.1 200 OK\r\n"));
    for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
      out.write(bytes("X-More-" + i + ": " + "and more ".repeat(20) + "\r\n"));
    }
  }

  private static void garbage(OutputStream out) throws IOException {
    HttpPage.begin(out, "video/mp2t");
    Random random = new Random(1);
    byte[] block = new byte[1 << 14];
    while (!Thread.currentThread().isInterrupted()) {
      random.nextBytes(block);
      out.write(block);
    }
  }

  private static void playlistWithoutEnd(OutputStream out) throws IOException {
    HttpPage.begin(out, PLAYLIST);
    out.write(bytes(HEAD));
    for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
      out.write(bytes("#EXTINF:1.0,\n" + i + ".ts\n"));
    }
  }

  /** Start, frame header of 65,500 x 65,500 pixels in three components, end. */
  private static void hugePicture(OutputStream out) throws IOException {
    HttpPage.begin(out, "multipart/x-mixed-replace; boundary=picture");
    byte[] jpeg = {
      (byte) 0xff,
      (byte) 0xd8,
      (byte) 0xff,
      (byte) 0xc0,
      0,
      17,
      8,
      (byte) 0xff,
      (byte) 0xdc,
      (byte) 0xff,
      (byte) 0xdc,
      3,
      1,
      0x22,
      0,
      2,
      0x11,
      1,
      3,
      0x11,
      1,
      (byte) 0xff,
      (byte) 0xd9
    };
    String head = "--picture\r\nContent-Type: image/jpeg\r\nContent-Length: " + jpeg.length;
    for (int i = 0; i < 100; i++) {
      out.write(bytes(head + "\r\n\r\n"));
      out.write(jpeg);
      out.write(bytes("\r\n"));
    }
  }
}
