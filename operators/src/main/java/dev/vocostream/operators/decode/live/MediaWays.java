package dev.vocostream.operators.decode.live;

import dev.vocostream.operators.gate.CameraUrl;
import dev.vocostream.operators.gate.LoopbackProxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which RTSP cameras send their media in datagrams. All are first asked for it in their connection,
 * which passes firewalls and loses nothing; those that refuse are asked for datagrams the next
 * time, and those that send none then are asked anew. For all threads.
 */
final class MediaWays {
  private final Set<String> byDatagrams = ConcurrentHashMap.newKeySet();

  boolean isByDatagrams(CameraUrl camera) {
    return byDatagrams.contains(key(camera));
  }

  /** From a connection that is about to end. */
  void learn(CameraUrl camera, LoopbackProxy proxy) {
    if (proxy.isTransportRefused()) {
      byDatagrams.add(key(camera));
    } else if (!proxy.hasDatagrams()) {
      byDatagrams.remove(key(camera));
    }
  }

  /** By host and port: a camera is the same whatever it is asked for. */
  private static String key(CameraUrl camera) {
    return camera.scheme() + " " + camera.authority();
  }
}
