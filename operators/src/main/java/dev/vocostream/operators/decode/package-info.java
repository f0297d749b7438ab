/**
 * Cameras to sampled frames. {@code CameraSource} is the way in; its enumerator spreads the cameras
 * of a {@code CameraDirectory} over readers and follows its changes, a reader runs one {@code
 * CameraPlayer} a camera. That plays a file through {@code child.VideoDecoder}, the only place that
 * knows FFmpeg, and a network camera through {@code live}, which has it decoded in a process of its
 * own ({@code process}).
 */
package dev.vocostream.operators.decode;
