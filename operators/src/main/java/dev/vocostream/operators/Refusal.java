package dev.vocostream.operators;

import java.util.List;

/**
 * A question whose id could be read but which cannot be asked: it gets one answer that says why.
 *
 * @param reason code of the contract: too-long, bad-window, bad-type
 * @param detail what was expected and what was found
 */
public record Refusal(String id, List<String> cameras, String reason, String detail) {}
