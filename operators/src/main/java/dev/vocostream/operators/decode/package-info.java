/**
 * Cameras to sampled frames. {@code CameraSource} is the way in; its enumerator spreads the cameras
 * of a {@code CameraDirectory} over readers and follows its changes, a reader runs one {@code
 * CameraPlayer} a camera, and that plays a file through {@code child.VideoDecoder}, the only place
 * that knows FFmpeg.
 */
package dev.vocostream.operators.decode;
