package dev.vocostream.operators.simulated;

import static dev.vocostream.operators.simulated.Request.bytes;

import java.io.IOException;
import java.io.OutputStream;

/** Pictures as JPEG, one after the other in one answer: what most cameras call MJPEG. */
public final class MjpegPage implements HttpPage {
  private final JpegClip clip;
  private final LiveClock clock;

  /** Plays from now on. */
  public MjpegPage(JpegClip clip) {
    this.clip = clip;
    this.clock = new LiveClock(clip.fps());
  }

  @Override
  public void serve(Request request, String name, OutputStream out)
      throws IOException, InterruptedException {
    HttpPage.begin(out, "multipart/x-mixed-replace; boundary=picture");
    for (long number = clock.next(); ; number++) {
      clock.awaitDue(number);
      byte[] jpeg = clip.picture(number);
      String head = "--picture\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n";
      out.write(bytes(head.formatted(jpeg.length)));
      out.write(jpeg);
      out.write(bytes("\r\n"));
      out.flush();
    }
  }
}
