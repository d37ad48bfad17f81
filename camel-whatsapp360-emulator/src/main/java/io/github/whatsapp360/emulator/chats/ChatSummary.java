package io.github.whatsapp360.emulator.chats;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;

/**
 * A chat as a list shows it.
 *
 * @param total counts forgotten messages too
 * @param typing the numbers of the business that type, as {@link ChatJson#typing} writes them
 */
public record ChatSummary(String number, Customer customer, int total, ArrayNode typing, List<ChatEntry> newest) {}
