/**
 * VoCo-LLaMA on libtorch: a frame becomes the keys and values of a few tokens, a question is
 * answered from those.
 *
 * <pre>
 *   RgbImage ─► vision ─► language, under compression's mask ─► Activations      compress
 *   Prompt ─► text ─► language, behind the window's Activations ─► Reply         answer
 * </pre>
 *
 * Start reading at {@link dev.vocostream.model.VisionLanguageModel} and {@link
 * dev.vocostream.model.VocoLlama}. {@code config} and {@code weights} read checkpoints and know
 * nothing of libtorch; {@code tensor} is the border to it; {@code serving} shares one model among
 * all who use it in a process.
 */
package dev.vocostream.model;
