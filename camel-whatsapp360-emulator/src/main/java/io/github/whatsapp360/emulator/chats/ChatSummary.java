package io.github.whatsapp360.emulator.chats;

import java.util.List;

/** A chat as a list shows it: {@code total} counts forgotten messages too. */
public record ChatSummary(String number, String name, int total, List<ChatEntry> newest) {}
