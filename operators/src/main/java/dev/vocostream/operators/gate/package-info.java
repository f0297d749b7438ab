/**
 * The gate a camera's URL passes before anything of it is dialled, and before FFmpeg sees any of
 * it. {@code decode.live} is its user.
 *
 * <pre>
 * text ─► CameraUrl ─► Gate ─► CheckedUrl ─┬─► LoopbackProxy ─► 127.0.0.1:port, for FFmpeg
 *         (text)     (addresses)           └─► HttpStream ─► bytes
 *                                                 Document ─► PlaylistParser ─► CheckedUrl …
 * </pre>
 *
 * What is refused is refused with a {@link dev.vocostream.operators.gate.BlockedUrlException},
 * which has a reason for programs and a message for people, and never a password. Plain Java: no
 * Flink, no FFmpeg.
 */
package dev.vocostream.operators.gate;
