/**
 * Network cameras: from a URL to frames.
 *
 * <pre>
 * url ─► gate ─┬─► rtsp, rtmp: LoopbackProxy ────────────────┬─► 127.0.0.1:port ─► DecoderProcess ─► frames
 *              └─► http, hls, udp: an Origin, by BytesFeed ──┘
 * </pre>
 *
 * {@code LiveConnections} opens one {@code LiveConnection} after the other; whose turn it is, and
 * what a failure means for the camera, is decided by {@code LivePlayback}. Whatever a camera
 * speaks, its decoder is told a port of this machine and nothing else.
 */
package dev.vocostream.operators.decode.live;
