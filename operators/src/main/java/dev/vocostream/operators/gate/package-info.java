/**
 * The gate a camera's URL passes before anything of it is dialled, and before FFmpeg sees any of
 * it. It is not part of the job yet: the live cameras will be its first user.
 *
 * <pre>
 * text ─► CameraUrl ─► Gate ─► CheckedUrl ─┬─► LoopbackProxy ─► 127.0.0.1:port, for FFmpeg
 *         (text)     (addresses)           └─► HttpDocuments ─► PlaylistParser ─► CheckedUrl …
 * </pre>
 *
 * What is refused is refused with a {@link dev.vocostream.operators.gate.BlockedUrlException},
 * which has a reason for programs and a message for people, and never a password. Plain Java: no
 * Flink, no FFmpeg.
 */
package dev.vocostream.operators.gate;
