package dev.vocostream.operators.decode.live;

import dev.vocostream.operators.decode.child.Sampling;
import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import dev.vocostream.operators.decode.process.Deadlines;
import dev.vocostream.operators.decode.process.DecoderPool;
import dev.vocostream.operators.gate.BlockedUrlException;
import dev.vocostream.operators.gate.ByteRate;
import dev.vocostream.operators.gate.CheckedUrl;
import dev.vocostream.operators.gate.Gate;
import dev.vocostream.operators.gate.ProxySettings;
import dev.vocostream.operators.gate.Resolver;
import java.nio.file.Path;
import java.time.Duration;

/** Opens connections to cameras, every time through the gate. For all threads. */
public final class LiveConnections {
  private static final Duration MOST_GATHERING = Duration.ofMillis(100);

  private final CameraAccess access;
  private final Gate gate;
  private final ProxySettings proxies;
  private final MediaWays ways = new MediaWays();
  private final Secrets secrets;
  private final DecoderPool decoders;

  public LiveConnections(CameraAccess access) {
    this(access, Resolver.SYSTEM, ProxySettings.defaults());
  }

  /**
   * As above, in another world.
   *
   * @param names where names lead
   * @param proxies whose certificates are trusted, and how long a connection may take
   */
  public LiveConnections(CameraAccess access, Resolver names, ProxySettings proxies) {
    this.access = access;
    this.gate = new Gate(access.gate(), names);
    this.proxies = proxies.withBytesPerSecond(access.bytesPerSecond());
    this.decoders = new DecoderPool(access.camerasPerProcess());
    Path file = access.secretsFile() == null ? null : Path.of(access.secretsFile());
    this.secrets = new Secrets(System::getenv, file, access.secretHosts());
  }

  /**
   * Which camera, and what is wanted of it.
   *
   * @param url without credentials
   * @param credentials name of a secret; null: none
   * @param sampling samples a second, and how
   * @param frameSize pixels of the longer side of a frame
   */
  public record Wanted(String url, String credentials, Sampling sampling, int frameSize) {
    /** With the url left out. */
    @Override
    public String toString() {
      return "Wanted[%s, frameSize=%d]".formatted(sampling, frameSize);
    }
  }

  /**
   * Connects. Returns when a decoder has been started, which need not mean that the camera answers.
   *
   * @param lastFrame frame time of the camera's newest frame so far; frames are later
   * @param alone whether it must not share a process with other cameras
   * @throws VideoException if the gate refuses, the secret is missing or the camera cannot be
   *     reached; its message names scheme, host and port at most
   */
  public LiveConnection open(Wanted wanted, long lastFrame, boolean alone)
      throws VideoException, InterruptedException {
    Deadlines deadlines = Deadlines.of(wanted.sampling().fps(), access.patience());
    try {
      CheckedUrl url = gate.checkWithoutLogin(wanted.url());
      if (wanted.credentials() != null) {
        url = url.with(secrets.find(wanted.credentials(), url.url().host()));
      }
      Feed feed = feed(url, deadlines, gathering(wanted.sampling().fps()));
      return LiveConnection.over(
          feed, wanted, lastFrame, request -> decoders.start(request, deadlines, alone));
    } catch (BlockedUrlException e) {
      throw refused(e);
    }
  }

  /** A name without an address is a camera that is away: names come back. */
  static VideoException refused(BlockedUrlException e) {
    Fault fault = e.reason().mayPass() ? Fault.UNREACHABLE : Fault.BLOCKED;
    return new VideoException(fault, e.getMessage());
  }

  /** Of a sampling period a tenth, which no answer notices. */
  static Duration gathering(double fps) {
    return Duration.ofNanos((long) Math.min(MOST_GATHERING.toNanos(), 1e8 / fps));
  }

  private Feed feed(CheckedUrl url, Deadlines deadlines, Duration gathering)
      throws BlockedUrlException, VideoException {
    ByteRate rate = new ByteRate(access.bytesPerSecond());
    return switch (url.url().scheme()) {
      case RTSP, RTSPS, RTMP, RTMPS ->
          ProxyFeed.open(url, deadlines.nextFrame(), proxies.withGathering(gathering), ways);
      case HTTP, HTTPS ->
          BytesFeed.open(
              url.url(), new HttpOrigin(gate, url, proxies, rate), deadlines.nextFrame(), rate);
      case UDP -> BytesFeed.open(url.url(), new UdpOrigin(url, rate), deadlines.nextFrame(), rate);
      case SRT -> SrtFeed.open(url, deadlines.nextFrame(), rate);
    };
  }
}
