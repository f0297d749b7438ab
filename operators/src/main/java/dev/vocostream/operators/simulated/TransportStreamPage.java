package dev.vocostream.operators.simulated;

import java.io.IOException;
import java.io.OutputStream;

/** An MPEG transport stream without end. */
public final class TransportStreamPage implements HttpPage {
  private final H264Clip clip;
  private final LiveClock clock;

  /** Plays from now on. */
  public TransportStreamPage(H264Clip clip) {
    this.clip = clip;
    this.clock = new LiveClock(clip.fps());
  }

  @Override
  public void serve(Request request, String name, OutputStream out)
      throws IOException, InterruptedException {
    HttpPage.begin(out, "video/mp2t");
    TsMuxer muxer = new TsMuxer(clip);
    for (long number = clip.keyFrom(clock.next()); ; number++) {
      clock.awaitDue(number);
      out.write(muxer.picture(number));
      out.flush();
    }
  }
}
